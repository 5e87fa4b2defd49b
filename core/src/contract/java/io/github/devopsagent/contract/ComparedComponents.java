package io.github.devopsagent.contract;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks at records that compare themselves: a component that comes later is easily forgotten there, and two values that
 * differ in it are then taken for one.
 */
public final class ComparedComponents {

    private ComparedComponents() {}

    /**
     * Finds what is forgotten.
     *
     * @param classes a directory of classes
     * @return such as {@code a.Point.equals does not look at y}
     */
    public static List<String> forgotten(Path classes) {
        List<String> forgotten = new ArrayList<>();
        for (JavaClass each : read(classes)) {
            if (each.isRecord()) {
                each.tryGetMethod("equals", Object.class).ifPresent(method -> look(method, forgotten));
                each.tryGetMethod("hashCode").ifPresent(method -> look(method, forgotten));
            }
        }
        return List.copyOf(forgotten);
    }

    /** Without the classes that these need: nothing of them is asked. */
    private static JavaClasses read(Path classes) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importPath(classes);
        });
    }

    private static void look(JavaMethod method, List<String> forgotten) {
        Set<String> read = method.getFieldAccesses().stream()
                .filter(access -> access.getTargetOwner().equals(method.getOwner()))
                .map(access -> access.getTarget().getName())
                .collect(Collectors.toSet());
        // What the compiler writes reads none of them itself.
        boolean isWrittenOut = method.getOwner().getFields().stream().anyMatch(field -> read.contains(field.getName()));
        Set<String> missing = new TreeSet<>();
        for (JavaField field : method.getOwner().getFields()) {
            if (!field.getModifiers().contains(JavaModifier.STATIC) && !read.contains(field.getName())) {
                missing.add(field.getName());
            }
        }
        if (isWrittenOut && !missing.isEmpty()) {
            forgotten.add(method.getOwner().getName() + "." + method.getName() + " does not look at "
                    + String.join(", ", missing));
        }
    }
}
