function showPage(n) {
  var request = new XMLHttpRequest();
  request.open("GET", searchUrl + "&page=" + n, true);
  request.onreadystatechange = function () {
    if (request.readyState !== 4 || request.status !== 200) { return; }
    var found = eval("(" + request.responseText + ")"), out = "<ul>";
    for (var i = 0; i < found.docs.length; i++) {
      var doc = found.docs[i];
      if (!doc) { continue; }
      out += '<li><a href="' + doc.url + '" target="_blank">' + doc.title + "</a><span>" + doc.pubdate.substr(0, 10) + "</span></li>";
    }
    document.getElementById("doclist").innerHTML = out + "</ul>";
    var pager = "";
    for (var p = 1; p <= countPage; p++) { pager += p === n ? "<b>" + p + "</b> " : '<a href="javascript:void(0)" onclick="showPage(' + p + ')">' + p + "</a> "; }
    document.getElementById("fanye").innerHTML = countPage > 1 ? pager : "";
  };
  request.send();
}
showPage(1);
