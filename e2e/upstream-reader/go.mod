module upstream-reader

go 1.26
