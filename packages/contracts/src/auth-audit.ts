// The record of flags, notices and people.
import { AuditPage, AuditQuery, AuditWalk } from './audit.ts';
import { endpoint } from './endpoint.ts';

export const searchAuthAudit = endpoint({
  method: 'GET',
  url: '/v1/auth/operator/audit',
  access: 'operator',
  summary: 'What was done to flags, notices and people; that you looked is written down too',
  query: AuditQuery,
  response: AuditPage,
});
export const verifyAuthAudit = endpoint({
  method: 'GET',
  url: '/v1/auth/operator/audit/verification',
  access: 'operator',
  summary: 'Walk the chain of the record and name the first row that is not as it was written',
  response: AuditWalk,
});
