/* A list that lies in the page as records, shown a screen at a time. */
(function () {
  function records(text) {
    var found = [], pattern = /<record>\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*<\/record>/g, one;
    while ((one = pattern.exec(text))) { found.push(one[1]); }
    return found;
  }

  function following(text) {
    var group = /<nextgroup>\s*<!\[CDATA\[[^\]]*href="([^"]+)"/.exec(text);
    return group ? group[1].replace(/&amp;/g, "&") : "";
  }

  function encode(values) {
    var parts = [];
    for (var key in values) { parts.push(encodeURIComponent(key) + "=" + encodeURIComponent(values[key])); }
    return parts.join("&");
  }

  function ask(method, url, body, done) {
    var request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    if (body) { request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"); }
    request.onload = function () { done(request.responseText); };
    request.send(body);
  }

  function List(box, options) {
    var source = box.querySelector("script[type='text/xml']");
    this.box = box;
    this.options = options;
    this.held = records(source.textContent);
    this.next = following(source.textContent);
    this.group = options.perPage * options.groupSize;
    this.last = Math.max(1, Math.ceil(options.totalRecord / options.perPage));
    this.show(parseInt((/[?&]pageNum=(\d+)/.exec(location.search) || [0, 1])[1], 10));
  }

  List.prototype.show = function (page) {
    var self = this, per = this.options.perPage;
    page = Math.min(Math.max(1, page), this.last);
    var needed = Math.min(page * per, this.options.totalRecord);
    if (this.held.length < needed) { this.fetch(function () { self.show(page); }); return; }
    this.page = page;
    var rows = this.held.slice((page - 1) * per, page * per).join("");
    this.box.innerHTML = '<div class="default_pgContainer">' + this.options.dataBefore + rows + this.options.dataAfter + "</div>" + this.bar();
    this.box.onclick = function (event) {
      var step = { default_pgFirst: 1, default_pgPrev: page - 1, default_pgNext: page + 1, default_pgLast: self.last }[(event.target.className || "").split(" ").pop()];
      if (step) { self.show(step); }
    };
  };

  List.prototype.fetch = function (done) {
    var self = this, options = this.options;
    function take(text) {
      var more = records(text);
      self.next = following(text);
      self.held = self.held.concat(more);
      if (more.length) { done(); }
    }
    if (this.next) { ask("GET", this.next, null, take); return; }
    var start = this.held.length + 1;
    var range = { startrecord: start, endrecord: Math.min(start + this.group - 1, options.totalRecord), perpage: options.perPage };
    ask("POST", options.proxyUrl + "?" + encode(range), encode(options.ajaxParam), take);
  };

  List.prototype.bar = function () {
    return '<div class="default_pgPanel page"><span class="default_pgTotalRecord">' + this.options.totalRecord + '</span>条 第<span class="default_pgCurrentPage">' + this.page + '</span>/<span class="default_pgTotalPage">' + this.last + '</span>页 ' +
      '<span class="default_pgBtn default_pgFirst">首页</span> <span class="default_pgBtn default_pgPrev">上一页</span> ' +
      '<span class="default_pgBtn default_pgNext">下一页</span> <span class="default_pgBtn default_pgLast">尾页</span></div>';
  };

  window.$ = window.jQuery = function (what) {
    if (typeof what === "function") { document.addEventListener("DOMContentLoaded", what); return null; }
    return { jpage: function (options) { return new List(document.querySelector("[id='" + what.slice(1) + "']"), options); } };
  };
})();
