/** Where a ticket stands in its pack's workflow, where it may go, and what is still missing for that. It changes nothing. */

import type { Ticket, TicketStatus } from '../model.ts'
import type { Pack } from '../pack.ts'
import type { Stage, Workflow } from '../workflow.ts'
import { matches, type TicketFacts } from './conditions.ts'

/** The first workflow that fits; null for a kind that needs none. */
export const workflowFor = (pack: Pack, facts: TicketFacts): Workflow | null => pack.cases.workflows.find(({ when }) => matches(when, facts, pack)) ?? null

export function stageOf(pack: Pack, ticket: Ticket): Stage | null {
  const key = ticket.stage?.key
  return workflowFor(pack, ticket)?.stages.find((stage) => stage.key === key) ?? null
}

/** The department that a stage's work lies with. */
export const departmentOf = (stage: Stage, ticket: Pick<Ticket, 'department'>): string => (stage.department === 'holder' ? ticket.department : stage.department)

/** What customers and lists are told of a stage: nobody has begun, somebody is at it, an answer is there, it is over. */
export function statusOf(stage: Stage, workflow: Workflow): TicketStatus {
  if (stage.step === 'closed') return 'closed'
  if (stage.step === 'told') return 'resolved'
  return stage.key === workflow.stages[0]?.key ? 'open' : 'in_progress'
}

/** Form fields of the stage that nobody has filled in yet. */
export const unfilled = (stage: Stage, ticket: Pick<Ticket, 'record'>): readonly string[] => stage.form.filter((field) => !ticket.record[field]?.trim())

/** Stages that may follow; where the record decides, only the one it decides for. */
export function following(workflow: Workflow, stage: Stage, ticket: Pick<Ticket, 'record'>): readonly Stage[] {
  const fits = stage.next.filter(({ when }) => Object.entries(when).every(([field, value]) => ticket.record[field] === value))
  const decided = fits.filter(({ when }) => Object.keys(when).length > 0)
  return (decided.length > 0 ? decided : fits).flatMap(({ to }) => workflow.stages.filter(({ key }) => key === to))
}
