package io.github.devopsagent.internal.json;

import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON in tests: single quotes stand for double ones. */
public final class QuotedJson {

    private QuotedJson() {}

    public static String json(String text) {
        return text.replace('\'', '"');
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] bytes(String text) {
        return utf8(json(text));
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** One line for each refusal: code, pointer, reason. */
    public static List<String> lines(Either<List<Refusal>, ?> result) {
        return result.getLeft().stream()
                .map(each -> each.code() + " " + each.where().pointer() + " " + each.reason())
                .toList();
    }
}
