package io.github.devopsagent.contract;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a module shows to every other one: its exported packages, with their public types and members, line by line.
 * Texts, numbers and durations that are constants are told with their values, which callers depend on as well.
 */
public final class ExportedSignatures {

    private static final Set<Class<?>> VALUES = Set.of(String.class, Duration.class);

    private final Path classes;

    /** Looks at the compiled classes of a module, {@code module-info.class} among them. */
    public ExportedSignatures(Path classes) {
        this.classes = classes;
    }

    /** The packages that are exported to all. */
    public Set<String> packages() {
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            Set<String> names = new TreeSet<>();
            ModuleDescriptor.read(in).exports().stream()
                    .filter(exported -> !exported.isQualified())
                    .forEach(exported -> names.add(exported.source()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (String name : packages()) {
            text.append("package ").append(name).append('\n');
            types(name).forEach(type -> append(type, text));
        }
        return text.toString();
    }

    private List<Class<?>> types(String packageName) {
        try (Stream<Path> files = Files.list(classes.resolve(packageName.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.startsWith("package-info"))
                    .sorted()
                    .<Class<?>>map(file -> load(packageName + "." + file.substring(0, file.length() - 6)))
                    .filter(ExportedSignatures::isVisible)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ExportedSignatures.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return isVisible(type.getModifiers()) && !type.isAnonymousClass() && (around == null || isVisible(around));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static void append(Class<?> type, StringBuilder text) {
        text.append("  ").append(type.isSealed() ? "sealed " : "").append(header(type));
        append(
                " extends ",
                type.getGenericSuperclass() == null
                        ? ""
                        : type.getGenericSuperclass().getTypeName(),
                text);
        append(" implements ", names(type), text);
        text.append('\n');
        Stream.concat(members(type), inherited(type)).distinct().sorted().forEach(member -> text.append("    ")
                .append(member)
                .append('\n'));
    }

    /** Only later versions of Java tell here that a type is sealed. */
    private static String header(Class<?> type) {
        return type.toGenericString().replace(" sealed ", " ").replace(" non-sealed ", " ");
    }

    /** What hosts see of classes that they do not see themselves. */
    private static Stream<String> inherited(Class<?> type) {
        Class<?> above = type.getSuperclass();
        return above == null || isVisible(above) ? Stream.empty() : Stream.concat(members(above), inherited(above));
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Stream::<Member>of)
                .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
                .filter(member -> !(member instanceof Method method && isOfEveryObject(method)))
                .map(ExportedSignatures::signature);
    }

    private static boolean isOfEveryObject(Method method) {
        return Stream.of(Object.class.getMethods())
                .anyMatch(each -> each.getName().equals(method.getName())
                        && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()));
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getGenericInterfaces()).map(Type::getTypeName).collect(joining(", "));
    }

    private static void append(String word, String what, StringBuilder text) {
        if (!what.isEmpty() && !what.equals("java.lang.Object") && !what.equals("java.lang.Record")) {
            text.append(word).append(what);
        }
    }

    /** Without the name of the class around it, which stands above. */
    private static String signature(Member member) {
        String text = member instanceof Executable executable
                ? executable.toGenericString()
                : ((Field) member).toGenericString();
        return text.replace(member.getDeclaringClass().getName() + "." + member.getName(), member.getName())
                + (member instanceof Field field ? value(field) : "");
    }

    private static String value(Field field) {
        boolean isValue = field.getType().isPrimitive() || VALUES.contains(field.getType());
        if (!isValue || !Modifier.isStatic(field.getModifiers()) || !Modifier.isFinal(field.getModifiers())) {
            return "";
        }
        try {
            Object value = field.get(null);
            return " = " + (value instanceof String ? "\"" + value + "\"" : value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
