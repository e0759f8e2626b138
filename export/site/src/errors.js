// What goes wrong between the page and its host. The code names what is said
// of it (words/*.js).

export class HostError extends Error {
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}
