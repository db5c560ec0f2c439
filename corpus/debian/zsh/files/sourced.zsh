sourced="got $1"; return 6
