// The record of stores, products, trust and offers.
import { AuditPage, AuditQuery, AuditWalk } from './audit.ts';
import { endpoint } from './endpoint.ts';

export const searchStoreAudit = endpoint({
  method: 'GET',
  url: '/v1/stores/operator/audit',
  access: 'operator',
  summary: 'What was done to stores, products, trust and offers; that you looked is written down too',
  query: AuditQuery,
  response: AuditPage,
});
export const verifyStoreAudit = endpoint({
  method: 'GET',
  url: '/v1/stores/operator/audit/verification',
  access: 'operator',
  summary: 'Walk every chain of the record and name the first row that is not as it was written',
  response: AuditWalk,
});
