// A module of its own, so that the program never depends on what reads licences.
module dabao/cmd/dabao/gen

go 1.26.0

require github.com/google/licensecheck v0.3.1
