/* Asks before somebody leaves for a host that is not on the list. */
var filterUrl = [location.host, "lanxi-education.example.test", "www.lanxi-education.example.test", "www.city.external.test"];
function hideForeign(root) {
  Array.prototype.forEach.call(root.querySelectorAll("a[href^='http']"), function (link) {
    if (filterUrl.indexOf(link.host) >= 0) { return; }
    var goal = link.href;
    link.removeAttribute("href");
    link.style.cursor = "pointer";
    link.onclick = function () {
      if (confirm("您访问的链接即将离开“岚溪市教育局”网站，是否继续？")) { window.open(goal); }
    };
  });
}
document.addEventListener("DOMContentLoaded", function () { hideForeign(document); });
