/* The catalogue: categories on the left, the table of the one that the hash names on the right. */
(function () {
  var config = window._CONFIG, root = location.pathname.replace(/index$/, ""), app = document.getElementById("app");

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  function branch(nodes) {
    var list = element("ul", "tree");
    nodes.forEach(function (node) {
      var line = element("li"), link = element("a", "", node.name);
      link.href = node.jump_url || "#" + node.id;
      line.appendChild(link);
      if (node.children.length) { line.appendChild(branch(node.children)); }
      list.appendChild(line);
    });
    return list;
  }

  function leaf(nodes) {
    return nodes[0].children.length ? leaf(nodes[0].children) : nodes[0].id;
  }

  function load(page) {
    var category = location.hash.slice(1) || leaf(config.TREE);
    var request = new XMLHttpRequest();
    request.open("GET", root + "api/all/" + category + "?page=" + page + "&sid=" + config.SID);
    request.onload = function () { show(JSON.parse(request.responseText), page); };
    request.send();
  }

  function show(data, page) {
    var body = element("tbody"), pages = Math.max(1, Math.ceil(data.classify.post_count / 100));
    data.articles.forEach(function (article) {
      var line = element("tr"), first = element("td", "first-td"), link = element("a", "", article.title);
      link.href = article.url;
      link.title = article.title;
      link.target = "_blank";
      first.appendChild(link);
      line.appendChild(first);
      line.appendChild(element("td", "", article.document_number));
      line.appendChild(element("td", "", article.created_at.slice(0, 10)));
      body.appendChild(line);
    });
    var table = element("table", "table-content"), bar = element("div", "page", "共" + data.total + "条 " + page + "/" + pages);
    table.innerHTML = "<thead><tr><th>名称</th><th>文号</th><th>发布日期</th></tr></thead>";
    table.appendChild(body);
    [["上一页", page - 1], ["下一页", page + 1]].forEach(function (one) {
      var button = element("button", "", one[0]);
      button.disabled = one[1] < 1 || one[1] > pages;
      button.onclick = function () { load(one[1]); };
      bar.appendChild(button);
    });
    right.innerHTML = "";
    right.appendChild(element("h1", "column-name", data.classify.name));
    right.appendChild(table);
    right.appendChild(bar);
  }

  var left = element("div", "left"), right = element("div", "right");
  left.appendChild(branch(config.TREE));
  app.appendChild(left);
  app.appendChild(right);
  window.onhashchange = function () { load(1); };
  load(1);
})();
