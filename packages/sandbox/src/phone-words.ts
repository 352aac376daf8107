import type { TelebirrStory } from './switches.ts';

/** What the phone's page says, English and Amharic. */
export const STORY_WORDS: Record<TelebirrStory, readonly [en: string, am: string]> = {
  normal: ['Normal: a person decides', 'መደበኛ፦ ሰው ይወስናል'],
  auto: ['Approve every order at once', 'ሁሉንም ወዲያው ፍቀድ'],
  approve: ['Approve the next orders', 'ቀጣዮቹን ፍቀድ'],
  decline: ['Decline', 'አትፍቀድ'],
  'no-answer': ['Nobody answers', 'መልስ የለም'],
  late: ['Callback comes late', 'ማሳወቂያው ዘግይቶ ይመጣል'],
  duplicate: ['Callback comes three times', 'ማሳወቂያው ሦስት ጊዜ ይመጣል'],
  reordered: ['Callback before our answer', 'ማሳወቂያው ከመልሱ ይቀድማል'],
  'redirect-first': ['Browser returns before the callback', 'ገጹ ከማሳወቂያው ቀድሞ ይመለሳል'],
  'wrong-amount': ['Callback with a wrong amount', 'የተሳሳተ መጠን ያለው ማሳወቂያ'],
  'wrong-amount-everywhere': ['Wrong amount, in the query too', 'በጥያቄውም የተሳሳተ መጠን'],
  'bad-signature': ['Callback with a bad signature', 'የተሳሳተ ፊርማ ያለው ማሳወቂያ'],
  slow: ['The gateway answers slowly', 'መልሱ ይዘገያል'],
  lost: ['Paid, but the callback is lost', 'ተከፍሏል፣ ማሳወቂያው ጠፍቷል'],
  cut: ['Carried out, but the answer is cut off', 'ተፈጽሟል፣ መልሱ ተቋርጧል'],
  down: ['The gateway is down', 'አገልግሎቱ ተቋርጧል'],
  quota: ['Too many requests', 'ጥያቄው በዝቷል'],
};

export const SMS_WORDS: Record<string, readonly [en: string, am: string]> = {
  ok: ['Accepted', 'ተቀባይነት አለው'],
  'timeout-before': ['No answer, never sent', 'መልስ የለም፣ አልተላከም'],
  'timeout-after': ['Sent, but no answer', 'ተልኳል፣ መልስ የለም'],
  error: ['Refused: bad sender', 'ላኪው ተቀባይነት የለውም'],
  'low-balance': ['Refused: low balance', 'ሒሳቡ አነስተኛ ነው'],
  'rate-limited': ['Too many requests (429)', 'ጥያቄው በዝቷል'],
  html: ['A web page instead of JSON', 'ገጽ ብቻ ይመልሳል'],
  unauthorized: ['Invalid token (401)', 'ቶከኑ ትክክል አይደለም'],
  down: ['Down (502)', 'ተቋርጧል'],
  delivered: ['Reported as delivered', 'ደርሷል ይላል'],
  undelivered: ['Reported as undelivered', 'አልደረሰም ይላል'],
  lost: ['Delivered, the report is lost', 'ደርሷል፣ ማሳወቂያው ጠፍቷል'],
  twice: ['Reported twice', 'ሁለት ጊዜ ያሳውቃል'],
  early: ['Reported before the answer', 'ከመልሱ በፊት ያሳውቃል'],
  'unknown-id': ['Reported under another id', 'በሌላ መለያ ያሳውቃል'],
  none: ['Stays queued', 'በወረፋ ይቆያል'],
};

/** Every pair above, each once: what a check of the page looks for. */
export const ALL_WORDS = [...Object.values(STORY_WORDS), ...Object.values(SMS_WORDS)];
