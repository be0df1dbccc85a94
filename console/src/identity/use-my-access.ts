import type { Actor } from '@gongkai/core';
import { useMemo } from 'react';
import { useCall } from '../api/use-call.js';

/** Who is signed in with what he may do today, for `may` of core; null until it is known. */
export function useMyAccess(): Actor | null {
  const { data } = useCall('getMyAccess', {});
  return useMemo(() => {
    if (data === null) return null;
    const { kind, id, name, grants } = data;
    return { kind, id, name, grants };
  }, [data]);
}
