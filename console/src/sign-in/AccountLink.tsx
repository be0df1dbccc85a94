import { useWorkplace } from '../ui/place.js';

/** Who is signed in; password, sessions and signing out are behind it. */
export function AccountLink() {
  const { access } = useWorkplace();
  return (
    <a className="account-link" href="/account">
      我的账号：{access.name}
    </a>
  );
}
