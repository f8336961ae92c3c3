/** Where the issuer of the tests keeps sessions, grants and tokens: in memory, whichever provider asks. */

const kept = new Map();

export class Adapter {
  constructor(model) {
    this.model = model;
  }

  #key = (id) => `${this.model}:${id}`;

  async upsert(id, payload, expiresIn) {
    const until = expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000;
    kept.set(this.#key(id), { payload, until });
  }

  async find(id) {
    const found = kept.get(this.#key(id));
    return found && found.until > Date.now() ? found.payload : undefined;
  }

  async findByUid(uid) {
    return this.#where((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode) {
    return this.#where((payload) => payload.userCode === userCode);
  }

  #where(fits) {
    for (const [key, { payload, until }] of kept) {
      if (key.startsWith(`${this.model}:`) && until > Date.now() && fits(payload)) return payload;
    }
    return undefined;
  }

  async consume(id) {
    const found = await this.find(id);
    if (found) found.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    kept.delete(this.#key(id));
  }

  async revokeByGrantId(grantId) {
    for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
  }
}
