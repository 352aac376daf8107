// Runs at CloudFront for /media/<id> (cloudfront-js-2.0): the picture lies in the bucket as images/<id>, and nothing else
// of the bucket has an address.
function handler(event) {
  var request = event.request;
  var id = /^\/media\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/.exec(request.uri);
  if (id === null)
    return { statusCode: 404, statusDescription: 'Not Found', headers: { 'cache-control': { value: 'no-store' } } };
  request.uri = '/images/' + id[1];
  request.querystring = {};
  return request;
}
