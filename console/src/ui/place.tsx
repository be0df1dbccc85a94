import {
  calendarWith,
  type AddedNotice,
  type Agency,
  type MyAccess,
  type ServerStatus,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { createContext, use, useMemo } from 'react';

/** What every page knows: the agencies, how the server stands, and which agency and year the address names. */
export interface Workplace {
  readonly agencies: readonly Agency[];
  readonly status: ServerStatus;
  /** Who is signed in, and what he may do. */
  readonly access: MyAccess;
  /** Notices of days off beside those that the program brings along. */
  readonly notices: readonly AddedNotice[];
}
export interface Place {
  readonly code: string;
  readonly year: number;
}

const WorkplaceContext = createContext<Workplace | null>(null);
const PlaceContext = createContext<Place | null>(null);
export const WorkplaceProvider = WorkplaceContext.Provider;
export const PlaceProvider = PlaceContext.Provider;

export function useWorkplace(): Workplace {
  const workplace = use(WorkplaceContext);
  if (workplace === null) throw new Error('outside of the frame');
  return workplace;
}

export function usePlace(): Place {
  const place = use(PlaceContext);
  if (place === null) throw new Error('this page needs an agency and a year in its address');
  return place;
}

export function useAgency(): Agency | null {
  const { code } = usePlace();
  return useWorkplace().agencies.find((agency) => agency.code === code) ?? null;
}

/** The working days by which everything shown is counted. */
export function useCalendar(): WorkingDayCalendar {
  const { agencies, notices } = useWorkplace();
  const place = use(PlaceContext);
  return useMemo(
    () => calendarWith(notices, lineageOf(agencies, place?.code)),
    [notices, agencies, place?.code],
  );
}

/** The agency and those above it. */
function lineageOf(agencies: readonly Agency[], code: string | undefined): string[] {
  const lineage: string[] = [];
  for (let at = code; at !== undefined && !lineage.includes(at);) {
    lineage.push(at);
    at = agencies.find((agency) => agency.code === at)?.parentCode ?? undefined;
  }
  return lineage;
}
