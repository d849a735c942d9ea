/* Fills the unit before a script element with what the publishing server builds for it. */
function buildUnit(script) {
  var box = script.previousElementSibling;
  var query = JSON.parse(script.getAttribute("queryData").replace(/'/g, '"'));
  var size = 15;

  function load(page) {
    var parts = [];
    for (var name in query) { parts.push(encodeURIComponent(name) + "=" + encodeURIComponent(query[name])); }
    if (page > 1) { parts.push("paramJson=" + encodeURIComponent(JSON.stringify({ pageNo: page, pageSize: size }))); }
    var request = new XMLHttpRequest();
    request.open("GET", script.getAttribute("url") + "?" + parts.join("&"));
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.onload = function () {
      var answer = JSON.parse(request.responseText);
      if (answer.success) { show(answer.data.html, page); }
    };
    request.send();
  }

  function show(text, page) {
    box.innerHTML = text;
    var bar = box.querySelector(".pagination");
    size = parseInt(bar.getAttribute("rows"), 10);
    var pages = Math.max(1, Math.ceil(parseInt(bar.getAttribute("count"), 10) / size));
    [["首页", 1], ["上一页", page - 1], ["下一页", page + 1], ["尾页", pages]].forEach(function (one) {
      var button = document.createElement("span");
      button.className = "page-btn";
      button.textContent = one[0];
      if (one[1] >= 1 && one[1] <= pages) { button.onclick = function () { load(one[1]); }; }
      bar.appendChild(button);
    });
    var told = document.createElement("i");
    told.textContent = "共" + bar.getAttribute("count") + "条 第" + page + "/" + pages + "页";
    bar.appendChild(told);
    hideForeign(box);
  }

  load(1);
}
