function addFavorite(){alert("请使用 Ctrl+D 收藏本站。");}
