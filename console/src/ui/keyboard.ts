import { useEffect } from 'react';

/** Letters typed into a field are text, not commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Index to move to with j or k in a list of `count`; from outside (-1) to the first, and never past the ends. */
export function movedIndex(at: number, step: 1 | -1, count: number): number {
  if (at < 0) return step === 1 ? 0 : count - 1;
  return Math.min(Math.max(at + step, 0), count - 1);
}

function moveInList(step: 1 | -1): void {
  const dialog = document.querySelector('[role="dialog"]:not([aria-hidden="true"])');
  const rows = [...(dialog ?? document).querySelectorAll<HTMLElement>('[data-row-link]')];
  const active = document.activeElement;
  const at = rows.findIndex((row) => row === active || row.closest('tr')?.contains(active) === true);
  const next = rows[movedIndex(at, step, rows.length)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** `/` goes to the search field, j and k move through the list on the page; Enter follows the focused link by itself. */
export function useKeyboard(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-search] input, input[data-search]');
        if (search === null) return;
        event.preventDefault();
        search.focus();
      } else if (event.key === 'j' || event.key === 'k') {
        moveInList(event.key === 'j' ? 1 : -1);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
