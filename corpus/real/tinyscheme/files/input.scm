(display (* 6 7)) (newline) (display (list 'a "b" #\c 1.5)) (newline)
