function turnPages(place, maxpage, thispage, countpath) {
  function name(n) { var digits = "" + n; while (digits.length < 9) { digits = "0" + digits; } return countpath + digits + ".shtml"; }
  function link(n, text) { return '<a href="' + name(n) + '">' + text + "</a> "; }
  var out = "";
  if (thispage < maxpage) { out += link(maxpage, "首页") + link(thispage + 1, "上一页"); }
  if (thispage > 1) { out += link(thispage - 1, "下一页") + link(1, "尾页"); }
  document.getElementById(place).innerHTML = out;
}
