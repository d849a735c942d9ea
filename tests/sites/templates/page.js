function createPageHTML(pages, current, stem, ending) {
  if (pages < 2) { return; }
  function name(n) { return n === 0 ? stem + "." + ending : stem + "_" + n + "." + ending; }
  var out = "";
  if (current > 0) { out += '<a href="' + name(0) + '">首页</a><a href="' + name(current - 1) + '">上一页</a>'; }
  for (var n = 0; n < pages; n++) { out += n === current ? "<b>" + (n + 1) + "</b>" : '<a href="' + name(n) + '">' + (n + 1) + "</a>"; }
  if (current < pages - 1) { out += '<a href="' + name(current + 1) + '">下一页</a><a href="' + name(pages - 1) + '">尾页</a>'; }
  document.write(out);
}
