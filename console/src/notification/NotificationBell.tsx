import { Link } from 'wouter';
import { useUnread } from './unread.js';

/** The way to one's news, with how many are unread. */
export function NotificationBell() {
  const unread = useUnread();
  const hasNews = unread !== null && unread > 0;
  return (
    <Link className="bell" href="/notifications" aria-label={hasNews ? `通知，${unread} 件未读` : '通知'}>
      通知
      {hasNews && (
        <span className="bell-count figures" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  );
}
