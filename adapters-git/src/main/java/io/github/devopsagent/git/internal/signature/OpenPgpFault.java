package io.github.devopsagent.git.internal.signature;

import io.github.devopsagent.git.internal.signature.SignatureVerdict.Kind;

/**
 * Why a signature does not count by what the key ring says of its key.
 *
 * @param kind which fault it is
 * @param detail for people
 */
record OpenPgpFault(Kind kind, String detail) {

    static OpenPgpFault bad(String detail) {
        return new OpenPgpFault(Kind.BAD, detail);
    }
}
