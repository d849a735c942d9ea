function $(what) {
  var nodes = Array.prototype.slice.call(typeof what === "string" ? document.querySelectorAll(what) : what);
  return {
    nodes: nodes,
    length: nodes.length,
    html: function (text) { nodes.forEach(function (node) { node.innerHTML = text; }); },
    pagination: function (options) {
      var pages = options.totalPage || Math.ceil(options.totalData / options.showData);
      var current = options.currentPage || options.current, out = "";
      function name(n) { return n === 1 && options.totalPage ? options.name + ".html" : options.name + "_" + n + ".html"; }
      for (var n = 1; n <= pages && pages > 1; n++) { out += n === current ? "<b>" + n + "</b> " : '<a href="' + name(n) + '">' + n + "</a> "; }
      if (current < pages) { out += '<a href="' + name(current + 1) + '">下一页</a>'; }
      this.html(out);
    }
  };
}
function showList(list, size, keep) {
  var rows = list.nodes.filter(function (row) {
    var flag = row.querySelector("i.flag");
    if (flag && !flag.innerHTML) { row.parentNode.removeChild(row); return false; }
    return true;
  });
  var box = rows.length ? rows[0].parentNode : null, pages = Math.ceil(rows.length / size);
  function show(page) {
    rows.forEach(function (row, at) {
      var on = Math.floor(at / size) === page - 1;
      if (keep) { row.style.display = on ? "" : "none"; return; }
      if (row.parentNode) { box.removeChild(row); }
      if (on) { box.appendChild(row); }
    });
    var out = "";
    for (var n = 1; n <= pages && pages > 1; n++) { out += n === page ? "<b>" + n + "</b> " : '<a href="javascript:void(0)" data-page="' + n + '">' + n + "</a> "; }
    $("#pager").html(out);
    $("#pager a").nodes.forEach(function (link) { link.onclick = function () { show(+link.getAttribute("data-page")); return false; }; });
  }
  show(1);
}
function countVisit(title) {
  var request = new XMLHttpRequest();
  request.open("GET", "/api/pv?title=" + encodeURIComponent(title), true);
  request.onload = function () { document.getElementById("pv").innerHTML = JSON.parse(request.responseText).pv; };
  request.send();
}
