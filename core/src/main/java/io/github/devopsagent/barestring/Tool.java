package io.github.devopsagent.barestring;

import java.util.List;
import java.util.Set;

/**
 * A tool, and what its arguments may be.
 *
 * @param forms the forms, of which one must fit
 * @param values the options behind which a plain word may stand as their value
 */
record Tool(List<ArgumentForm> forms, Set<String> values) {

    Tool {
        forms = List.copyOf(forms);
        values = Set.copyOf(values);
    }
}
