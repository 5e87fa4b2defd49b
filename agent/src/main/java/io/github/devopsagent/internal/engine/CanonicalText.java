package io.github.devopsagent.internal.engine;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a value that is the same in every process: sets and maps are sorted, at any depth, since those of the JDK have
 * another order in each JVM.
 */
final class CanonicalText {

    private CanonicalText() {}

    /**
     * The text of a value: of a record what it consists of.
     *
     * @param value a record of a class that can be seen from here, a collection, a map, an optional, or anything whose own
     *     text is the same in every process
     */
    static String of(Object value) {
        if (value instanceof Record record) {
            return components(record);
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? "Optional[" + of(optional.get()) + "]" : "Optional.empty";
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                entries.add(of(each.getKey()) + "=" + of(each.getValue()));
            }
            Collections.sort(entries);
            return "{" + String.join(", ", entries) + "}";
        }
        if (value instanceof Collection<?> collection) {
            List<String> elements = new ArrayList<>();
            for (Object each : collection) {
                elements.add(of(each));
            }
            if (value instanceof Set<?>) {
                Collections.sort(elements);
            }
            return elements.toString();
        }
        return String.valueOf(value);
    }

    /** Its own text would be linked at run time, by a hundred classes for each call, and would not be sorted. */
    private static String components(Record record) {
        StringBuilder text = new StringBuilder(record.getClass().getSimpleName()).append("[\n");
        for (RecordComponent each : record.getClass().getRecordComponents()) {
            Method accessor = each.getAccessor();
            try {
                accessor.setAccessible(true);
                text.append(each.getName())
                        .append('=')
                        .append(of(accessor.invoke(record)))
                        .append('\n');
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                // Of a module that shows nobody what it has.
                return record.toString();
            }
        }
        return text.append(']').toString();
    }
}
