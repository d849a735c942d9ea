function createPageHTML(pages, current, stem, ending) {
  function name(n) { return n < 2 ? stem + "." + ending : stem + "_" + n + "." + ending; }
  var out = "共" + pages + "页 ";
  for (var n = 1; n <= pages; n++) { out += n === current ? "<b>" + n + "</b> " : '<a href="' + name(n) + '">' + n + "</a> "; }
  if (current < pages) { out += '<a href="' + name(current + 1) + '">下一页</a> <a href="' + name(pages) + '">尾页</a>'; }
  document.write(out);
}
