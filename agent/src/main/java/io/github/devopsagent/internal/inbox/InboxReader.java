package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.InboxMessage.Form;
import io.github.devopsagent.inbox.InboxPolicy;
import io.github.devopsagent.inbox.MessageContent;
import io.github.devopsagent.inbox.MessageField;
import io.github.devopsagent.inbox.MessageOrigin;
import io.github.devopsagent.inbox.MessageTime;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a file in our inbox as far as it can be read, whatever it is. What it says is decided by {@link InboxPolicy}.
 * Of its summary the first 500 characters are kept.
 */
public final class InboxReader {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_SENDER = 150;
    private static final int LONGEST_SUMMARY = 500;
    private static final int LONGEST_FAULT = 300;

    private final String file;
    private final byte[] bytes;
    private final Optional<String> fault;
    private final MessageContent content;
    private final List<String> readings;
    private final MessageOrigin origin;
    private final String currentEpic;

    private InboxReader(String file, byte[] all, String currentEpic) {
        this.file = file;
        this.bytes = all.length > Limits.MESSAGE_BYTES ? Arrays.copyOf(all, Limits.MESSAGE_BYTES) : all;
        this.fault = MessageSchema.faultIn(all);
        this.readings = TextDecoding.readings(bytes);
        String text = String.join("\n", readings);
        MessageNotation.ParsedMessage found = fault.isEmpty()
                ? new MessageNotation.ParsedMessage(true, LenientJson.read(text, List.of(), ""))
                : MessageNotation.read(TransferDecoding.decoded(TextDecoding.plain(text)));
        MessageParts parts = found.parts();
        this.content = new MessageContent(file, form(found), parts.fields(), fault.isEmpty() ? "" : parts.text());
        this.origin = new MessageOrigin(content, parts.isWhole());
        this.currentEpic = currentEpic;
    }

    private Form form(MessageNotation.ParsedMessage found) {
        if (fault.isEmpty()) {
            return Form.VALID;
        }
        return found.isStructured() ? Form.STRUCTURED : Form.TEXT;
    }

    /**
     * Reads a file of our inbox, whatever it is.
     *
     * @param file its name, relative to the consensus directory
     * @param bytes the file; of a longer one than is allowed, one byte more than that
     * @param epic the current epic; empty if it is not known
     * @param now the time by our clock; what was written later has no time
     * @return what it says
     */
    public static InboxMessage read(String file, byte[] bytes, String epic, Instant now) {
        return new InboxReader(file, bytes, epic).message(now);
    }

    /**
     * Whether a file looks as if its writer had not finished it: nothing is in it, or it breaks off.
     *
     * @param bytes the file
     * @return true if it does
     */
    public static boolean isHalfWritten(byte[] bytes) {
        String text = TextDecoding.decode(bytes);
        return text.isBlank() || MessageNotation.read(text).parts().breaksOff();
    }

    private InboxMessage message(Instant now) {
        boolean isValid = content.form() == Form.VALID;
        Optional<String> veto = veto();
        Optional<String> kind = InboxPolicy.kind(content).map(text -> Printable.line(text, LONGEST_NAME));
        boolean isApproval = kind.filter(InboxMessage.APPROVAL::equals).isPresent();
        return new InboxMessage(
                file,
                content.form(),
                isValid ? value("st") : kind,
                isValid ? value("r") : origin.sender().map(text -> Printable.line(text, LONGEST_SENDER)),
                (isValid
                                ? value("epic").flatMap(epic -> origin.withCurrent(epic, currentEpic))
                                : origin.epic(currentEpic))
                        .map(InboxReader::bounded),
                isValid ? validTime(now) : time(now),
                summary(),
                veto.map(why -> Printable.line(why, LONGEST_FAULT)),
                isValid && isApproval
                        ? InboxPolicy.doubt(content).map(why -> Printable.line(why, LONGEST_FAULT))
                        : Optional.empty(),
                unclear());
    }

    /** Where the bytes are one JSON document in several encodings, no reading stands beside another. */
    private Optional<String> veto() {
        boolean isEachWhole =
                readings.size() > 1 && StrictJson.isJson(readings.get(0).getBytes(StandardCharsets.UTF_8));
        if (!isEachWhole) {
            return InboxPolicy.veto(content);
        }
        for (String reading : readings) {
            MessageNotation.ParsedMessage found = MessageNotation.read(TextDecoding.plain(reading));
            MessageParts parts = found.parts();
            Optional<String> veto =
                    InboxPolicy.veto(new MessageContent(file, form(found), parts.fields(), parts.text()));
            if (veto.isPresent()) {
                return veto;
            }
        }
        return Optional.empty();
    }

    private Optional<String> value(String key) {
        return content.fields().stream()
                .filter(field -> field.above().isEmpty() && field.key().equals(key))
                .map(MessageField::text)
                .findFirst();
    }

    /** What is longer is no epic's id; cut, it is none either. */
    private static String bounded(String epic) {
        return epic.length() <= Limits.EPIC_ID_LENGTH ? epic : Printable.line(epic, Limits.EPIC_ID_LENGTH) + "…";
    }

    private MessageTime validTime(Instant now) {
        List<String> texts = Stream.of(value("ts"), value("d"))
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank())
                .toList();
        return MessageTimes.of(texts, now);
    }

    private MessageTime time(Instant now) {
        List<String> own = origin.times();
        if (own.isEmpty()) {
            return MessageTime.NONE;
        }
        List<String> others = Stream.concat(
                        origin.allTimes().stream(), origin.texts().stream().flatMap(text -> others(text).stream()))
                .filter(text -> !own.contains(text))
                .distinct()
                .toList();
        return MessageTimes.among(own, others, now);
    }

    private static List<String> others(String text) {
        return MessageTimes.point(text).isPresent() ? List.of(text.strip()) : DatesInText.in(text);
    }

    private Optional<String> unclear() {
        return fault.map(why -> switch (content.form()) {
            case STRUCTURED -> "it is no valid message: " + Printable.line(why, LONGEST_FAULT);
            default ->
                bytes.length == 0
                        ? "found an empty file; allowed is a message as a JSON object"
                        : "found a text; allowed is a message as a JSON object";
        });
    }

    private List<String> summary() {
        List<String> lines =
                switch (content.form()) {
                    case VALID ->
                        content.fields().stream()
                                .filter(field ->
                                        field.above().isEmpty() && field.key().equals("sm"))
                                .map(MessageField::text)
                                .toList();
                    case STRUCTURED -> MessageKeys.summary(content.fields());
                    default ->
                        content.text()
                                .lines()
                                .filter(line -> !line.isBlank())
                                .limit(20)
                                .toList();
                };
        return summarized(lines);
    }

    /** All messages are kept until the decision, and there may be thousands. */
    private static List<String> summarized(List<String> lines) {
        List<String> summary = new ArrayList<>();
        int room = LONGEST_SUMMARY;
        for (String each : lines) {
            if (room > 0) {
                String line = Printable.line(each, room);
                summary.add(line);
                room -= line.length();
            }
        }
        return summary;
    }
}
