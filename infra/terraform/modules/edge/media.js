// Runs at CloudFront for /media/<id> and /media/<id>/<size> (cloudfront-js-2.0): the picture lies in the bucket as
// images/<id>, its sizes below that, and nothing else of the bucket has an address: what came in (images/originals/) least of all.
function handler(event) {
  var request = event.request;
  var id =
    /^\/media\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(\/[1-9][0-9]{0,2}\.(avif|jpg))?)$/.exec(
      request.uri,
    );
  if (id === null)
    return { statusCode: 404, statusDescription: 'Not Found', headers: { 'cache-control': { value: 'no-store' } } };
  request.uri = '/images/' + id[1];
  request.querystring = {};
  return request;
}
