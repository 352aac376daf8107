// Names that would look like the platform speaking, that are paths of ours, or that belong to somebody well known whose
// name is used to deceive. Compared without hyphens, so that tele-birr is telebirr.
const words = `
about abuse access account accounts activate ad admin administrator ads affiliate agent amole analytics android anonymous
api apk app apps apple archive article assets auth authentication awash awashbank backup balance bank bankofabyssinia
billing birr blog bot brand brands business buy c calendar campaign campaigns cart cash cbe cbebirr cbebank cdn chapa
checkout code codes commercialbank community company confirm contact content copyright courses creator creators
dashboard dashenbank delete delivery demo deposit dev developer developers discover docs domain donate download downloads
draft edit email error ethiopia ethiopian ethiopianairlines ethiotelecom events explore facebook faq favicon fayda feed
feedback file files finance forgot free gateway gift github google government graphql guest guide hacker health healthz
hello help helpdesk home host howto html http https images inbox index info instagram invite invoice ios javascript jobs
json jwks kacha key keys kyc language legal library licence license link links livez local localhost login logout mail
manage market marketing me media member members merchant message messages metrics mobile moderator money mpesa my myaccount
national nbe new news newsletter null official operator operators order orders owner page pages partner password pay
payment payments payout payouts phone ping pin plans platform policy portal post posts press preview price pricing
privacy product products profile public purchase purchases qa readyz receipt receipts refund refunds register report
reports reset review reviews rights robots root safaricom sale sales sample scam search secure security seller send
server service services settings setup share shop signin signout signup sitemap sms spam staff stan stanstore start static
stats status store storebuilder stores subscribe support system tax team telebirr telecom telegram terms test
testing tiktok timeline token tos transfer trust undefined update upload user username users v1 verification verified
verify version video wallet web webhook webhooks webmaster whatsapp windsurf withdraw withdrawal www youtube zemen
`;

const reserved: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

/** True for a handle that nobody may take, `help-desk` and `HELPDESK` alike. */
export const isReserved = (handle: string): boolean => reserved.has(handle.toLowerCase().replaceAll('-', ''));

export const reservedCount: number = reserved.size;
