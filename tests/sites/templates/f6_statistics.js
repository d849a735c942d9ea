/* Counts a visit: whoever runs this script adds to the figures the site reports. */
window.NFCMS_SITE_ID = "799041";
(function () {
  var post = /post_(\d+)/.exec(location.href);
  var beacon = "http://outside.external.test/visit/" + (post ? "post?post=" + post[1] + "&site=" : "page?site=");
  setTimeout(function () { new Image().src = beacon + window.NFCMS_SITE_ID + "&u=" + encodeURIComponent(location.href); }, 100);
})();
