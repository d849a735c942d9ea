function initPager(options) {
  var box = document.getElementById(options.id), out = "";
  var base = location.pathname + "?" + options.param + "=";
  function link(n, text) { return '<a href="' + base + n + '">' + text + "</a> "; }
  if (options.pageIndex > 1) { out += link(1, "首页") + link(options.pageIndex - 1, "上一页"); }
  for (var n = 1; n <= options.pageCount; n++) { out += n === options.pageIndex ? "<b>" + n + "</b> " : link(n, n); }
  if (options.pageIndex < options.pageCount) { out += link(options.pageIndex + 1, "下一页") + link(options.pageCount, "尾页"); }
  box.innerHTML = out;
}
