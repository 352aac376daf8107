// Runs at CloudFront before the cache is asked (cloudfront-js-2.0). It changes headers only; what a visitor is shown is
// decided by the services.
function handler(event) {
  var request = event.request;
  var headers = request.headers;
  // With these headers a caller would choose the tasks that are still being looked at, or pose as the edge.
  delete headers['x-amzn-ecs-blue-green-test'];
  delete headers['x-forwarded-host'];
  delete headers['forwarded'];
  // Pages vary by language. Two spellings instead of thousands keep one copy of a page per language in the cache. The
  // rule is the services' own: the best of am, en and ti (which reads am); am when nothing is said.
  var best = 'am';
  var most = 0;
  var ranges = ((headers['accept-language'] || {}).value || '').slice(0, 1000).split(',');
  for (var i = 0; i < ranges.length; i++) {
    var parts = ranges[i].split(';');
    var tag = parts[0].trim().toLowerCase().split(/[-_]/)[0];
    var language = tag === 'ti' || tag === 'am' ? 'am' : tag === 'en' ? 'en' : '';
    var quality = 1;
    for (var j = 1; j < parts.length; j++) {
      var part = parts[j].trim();
      if (/^q=/i.test(part)) quality = Number(part.slice(2));
    }
    if (language && quality > most && quality <= 1) {
      best = language;
      most = quality;
    }
  }
  headers['accept-language'] = { value: best };
  return request;
}
