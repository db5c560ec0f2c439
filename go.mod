module translate

go 1.26

require (
	github.com/llir/llvm v0.3.6
	github.com/spf13/pflag v1.0.10
	golang.org/x/arch v0.23.0
)
