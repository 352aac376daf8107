import type { Cps } from './cps.ts';
import { CALLS } from './cps-commands.ts';
import { type CpsRequest, printFault, printResponse, readRequest } from './cps-envelope.ts';
import { type Exchange, type Part, sendHtml, sendText } from './exchange.ts';
import { readNumber } from './sms-addresses.ts';

function sendXml({ response }: Exchange, status: number, xml: string): true {
  if (!response.headersSent && !response.destroyed) {
    response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' });
    response.end(xml);
  }
  return true;
}

/** The APIRequestMgrService of one core, under `/cps/<rail>/`. */
export function openCpsGateway(cps: Cps): Part {
  const path = `/cps/${cps.rail}/payment/services/APIRequestMgrService`;

  const answer = async (exchange: Exchange, request: CpsRequest): Promise<true> => {
    const call = CALLS[cps.rail].find(({ command }) => command === request.command);
    const customer = call?.kind === 'push' ? request.primary : request.receiver;
    const switches = cps.switchesOf({ phone: readNumber(customer?.identifier ?? ''), id: request.conversation });
    const played = switches.calls === 'all' || switches.calls === call?.kind ? switches.answers : 'normal';
    switch (played) {
      case 'down':
        return sendText(exchange, 503, 'Service Unavailable');
      case 'forbidden':
        return sendText(exchange, 403, 'Forbidden');
      case 'html':
        return sendHtml(exchange, 200, '<html><body>Maintenance</body></html>');
      case 'fault':
        return sendXml(exchange, 500, printFault('Server', 'The service is not available.'));
      case 'refuse':
        return sendXml(
          exchange,
          200,
          printResponse({
            conversation: request.conversation,
            conversationId: '',
            code: '8000',
            desc: 'The request was refused (code invented by the sandbox)',
          }),
        );
      case 'timeout-before':
        exchange.response.destroy();
        return true;
      default: {
        const outcome = await cps.accept(request);
        if (played === 'timeout-after') {
          exchange.response.destroy();
          return true;
        }
        if (played === 'slow') await cps.pause(switches.seconds * 1000);
        return sendXml(exchange, 200, printResponse(outcome));
      }
    }
  };

  return async (exchange) => {
    if (exchange.path !== path) return false;
    if (exchange.method !== 'POST') return sendText(exchange, 405, 'Method not allowed');
    if (!/^text\/xml\b/i.test(exchange.request.headers['content-type'] ?? ''))
      return sendXml(exchange, 415, printFault('Client', 'Content-Type is text/xml'));
    let request: CpsRequest;
    try {
      request = readRequest(await exchange.body());
    } catch (reason) {
      if (!(reason instanceof SyntaxError || reason instanceof RangeError)) throw reason;
      return sendXml(exchange, 500, printFault('Client', reason.message));
    }
    return answer(exchange, request);
  };
}
