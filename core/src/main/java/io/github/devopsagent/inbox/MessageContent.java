package io.github.devopsagent.inbox;

import io.github.devopsagent.inbox.InboxMessage.Form;
import java.util.List;

/**
 * What a file in the inbox says, in whatever notation.
 *
 * @param file its name, relative to the consensus directory
 * @param form how much of a message it is
 * @param fields its values, in order; a key that stands there twice has two
 * @param text what is no value of a field: the text around a fenced block, or all of the file
 */
public record MessageContent(String file, Form form, List<MessageField> fields, String text) {

    public MessageContent {
        fields = List.copyOf(fields);
    }
}
