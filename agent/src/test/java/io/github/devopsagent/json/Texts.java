package io.github.devopsagent.json;

import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON in tests: single quotes stand for double ones. */
final class Texts {

    private Texts() {}

    static String json(String text) {
        return text.replace('\'', '"');
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return utf8(json(text));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** One line for each refusal: code, pointer, reason. */
    static List<String> lines(Either<List<Refusal>, ?> result) {
        return result.getLeft().stream()
                .map(each -> each.code() + " " + each.where().pointer() + " " + each.reason())
                .toList();
    }
}
