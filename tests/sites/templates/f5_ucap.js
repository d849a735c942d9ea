/* Pagers and loaders of list pages. */
var ucap = (function () {
  function ask(method, url, body, done) {
    var request = new XMLHttpRequest();
    request.open(method, url);
    if (body) { request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"); }
    request.onload = function () { done(request.responseText); };
    request.send(body || null);
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }

  function day(row) {
    if (row.publishedTimeStr) { return row.publishedTimeStr.slice(0, 10); }
    var moment = new Date(row.publishedTime + 8 * 3600 * 1000);
    return moment.getUTCFullYear() + "-" + two(moment.getUTCMonth() + 1) + "-" + two(moment.getUTCDate());
  }

  function fill(list, rows, date) {
    list.innerHTML = "";
    rows.forEach(function (row) {
      var line = document.createElement("li"), link = document.createElement("a"), told = document.createElement("span");
      link.href = row.url;
      link.title = link.textContent = row.title;
      link.target = "_blank";
      told.className = "date";
      told.textContent = date(row);
      line.appendChild(link);
      line.appendChild(told);
      list.appendChild(line);
    });
  }

  return {
    json: function (url, page, again) {
      ask("GET", url, null, function (text) {
        var data = JSON.parse(text).data;
        fill(document.getElementById("list"), data.results, day);
        buttons(document.getElementById("page_div"), Math.max(1, Math.ceil(data.total / data.rows)), page, data.total, again);
      });
    },
    fragment: function (url) {
      ask("GET", url, null, function (text) {
        var box = document.querySelector(".data");
        box.innerHTML = text;
        Array.prototype.forEach.call(box.querySelectorAll("script"), function (one) { (0, eval)(one.textContent); });
      });
    },
    search: function (siteCode) {
      var word = (/[?&]searchWord=([^&]*)/.exec(location.search) || [0, ""])[1];
      ask("POST", "/search5/search/s", "siteCode=" + siteCode + "&searchWord=" + word + "&pageNum=1&pageSize=10", function (text) {
        var all = JSON.parse(text).searchResultAll || { total: 0, searchTotal: [] };
        document.getElementById("total").textContent = all.total;
        fill(document.getElementById("results"), all.searchTotal, function (row) { return row.pubDate; });
      });
    }
  };

  function buttons(bar, pages, current, total, go) {
    bar.innerHTML = "共 " + total + " 条 共 " + pages + " 页 ";
    [["首页", 1], ["上一页", current - 1], ["下一页", current + 1], ["尾页", pages]].forEach(function (one) {
      var link = document.createElement("a");
      link.href = "javascript:;";
      link.textContent = one[0];
      if (one[1] >= 1 && one[1] <= pages) { link.onclick = function () { go(one[1]); }; }
      bar.appendChild(link);
    });
  }
})();

function createPageHTML(div, pages, current, name, ext, records) {
  function file(n) { return n < 2 ? name + "." + ext : name + "_" + n + "." + ext; }
  var text = "共 " + records + " 条 共 " + pages + " 页 ";
  if (current > 1) { text += '<a href="' + file(1) + '">首页</a><a href="' + file(current - 1) + '">上一页</a>'; }
  if (current < pages) { text += '<a href="' + file(current + 1) + '">下一页</a><a href="' + file(pages) + '">尾页</a>'; }
  document.getElementById(div).innerHTML = text;
}

function ejscreatePageHTML(div, pages, current, size, total, callback) {
  var text = "共 " + total + " 条 ";
  [["首页", 1], ["上一页", current - 1], ["下一页", current + 1], ["尾页", pages]].forEach(function (one) {
    var able = one[1] >= 1 && one[1] <= pages;
    text += '<a href="javascript:;"' + (able ? ' onclick="' + callback + "(" + one[1] + ')"' : "") + (one[0] === "下一页" ? ' class="next"' : "") + ">" + one[0] + "</a>";
  });
  document.getElementById(div).innerHTML = text;
}
