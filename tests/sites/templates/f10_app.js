!function(){var e={"/xwzx/ywdt/":20231},t=["api","cms","front","article"],n=document.getElementById("app"),r=15;
function o(c){var u=new XMLHttpRequest;u.open("GET","/"+t.concat("page").join("/")+"?"+["channelId="+e[location.pathname],"pageNo="+c,"pageSize="+r].join("&"),!0);
u.onload=function(){var l=JSON.parse(u.responseText).data,d=Math.ceil(l.total/r),f="<ul>";
l.records.forEach(function(s){f+='<li><a href="'+s.linkUrl+'" title="'+s.articleTitle+'">'+s.articleTitle+"</a><span>"+s.publishTime.slice(0,10)+"</span></li>"});
f+='</ul><div class="turn">共'+l.total+"条 ";
for(var s=1;s<=d;s++)f+=s===c?"<b>"+s+"</b> ":'<button type="button" data-page="'+s+'">'+s+"</button> ";
n.innerHTML=f+"</div>";
[].forEach.call(n.querySelectorAll("button"),function(s){s.onclick=function(){o(+s.getAttribute("data-page"))}})};u.send()}
o(1)}();
