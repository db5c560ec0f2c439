package x86

func fpuRows() []*Row { return nil }
func sseRows() []*Row { return nil }
