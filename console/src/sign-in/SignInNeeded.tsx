import { useEffect } from 'react';
import { Loading } from '../ui/states.js';
import { signInAddress } from './sign-in-address.js';

/** Nobody is signed in yet, so nothing typed can be lost: goes to the page to sign in. */
export function SignInNeeded() {
  useEffect(() => {
    window.location.replace(signInAddress(window.location));
  }, []);
  return <Loading what="登录页面" />;
}
