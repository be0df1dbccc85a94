import type { LocalDate, ProposalHandling, ProposalResult, Proposer } from '@gongkai/core';

/** A proposal of deputies or members and what was answered; who proposed is not kept. */
export interface ProposalTable {
  agencyId: string;
  proposalId: string;
  year: number;
  number: string;
  session: string;
  proposer: Proposer;
  title: string;
  handling: ProposalHandling;
  unitId: string | null;
  receivedOn: LocalDate;
  dueOn: LocalDate;
  answeredOn: LocalDate | null;
  result: ProposalResult | null;
  isPublic: boolean | null;
  withheldReason: string | null;
  /** The reply among the agency's documents. */
  documentId: string | null;
  recordedBy: string;
  recordedAt: string;
}
