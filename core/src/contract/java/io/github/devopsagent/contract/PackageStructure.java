package io.github.devopsagent.contract;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The walls of a module: which of its packages needs which, where classes need each other in a circle, and how large the
 * packages are. A nested class counts as the one around it. A sealed type and what it permits are one thought, such as the
 * phases of a run, each of which knows what follows it: a circle among them counts as one class.
 */
public final class PackageStructure {

    /** More classes than these have more than one subject. */
    public static final int MOST_CLASSES = 30;

    /** Two or three classes may be one thought; what is larger has no beginning. */
    public static final int LARGEST_CIRCLE = 3;

    private final NavigableSet<String> names;
    private final NavigableMap<String, NavigableSet<String>> classes;
    private final Map<String, String> permittedBy = new HashMap<>();

    /**
     * Looks at the classes of one module; what they need of others is passed over.
     *
     * @param directories directories or jars of class files, none of them with a module descriptor
     */
    public PackageStructure(Path... directories) {
        NavigableMap<String, NavigableSet<String>> needs = ClassDependencies.in(directories);
        this.names = needs.navigableKeySet();
        this.classes = ClassDependencies.ofOutermost(needs);
        classes.keySet().stream()
                .map(PackageStructure::load)
                .filter(Class::isSealed)
                .forEach(above -> Stream.of(above.getPermittedSubclasses())
                        .filter(permitted -> classes.containsKey(permitted.getName()))
                        .forEach(permitted -> permittedBy.put(permitted.getName(), above.getName())));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PackageStructure.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(Map<String, NavigableSet<String>> graph, String from, String to) {
        graph.computeIfAbsent(from, none -> new TreeSet<>()).add(to);
    }

    private static Set<String> needs(Map<String, NavigableSet<String>> graph, String from) {
        return graph.getOrDefault(from, Collections.emptyNavigableSet());
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }

    /** Circles of classes of different packages, and larger ones within a package. */
    public List<String> forbiddenCircles() {
        return new Circles(classes)
                .all().stream()
                        .filter(circle -> thoughts(circle) > LARGEST_CIRCLE
                                || circle.stream()
                                                .map(PackageStructure::packageOf)
                                                .distinct()
                                                .count()
                                        > 1)
                        .map(circle -> "a circle: " + String.join(" ", circle))
                        .toList();
    }

    private long thoughts(Set<String> circle) {
        return circle.stream().map(this::family).distinct().count();
    }

    /** The uppermost sealed type by which a class is permitted, or itself. */
    private String family(String className) {
        String above = permittedBy.get(className);
        return above == null ? className : family(above);
    }

    /** Circles of packages below one; what lies in the package itself is not looked at. */
    public List<String> packageCirclesBelow(String root) {
        return new Circles(packagesBelow(root))
                .all().stream()
                        .map(circle -> "a circle of packages: " + String.join(" ", circle))
                        .toList();
    }

    /** Packages with more than {@link #MOST_CLASSES} classes. */
    public List<String> largePackages() {
        Map<String, Integer> sizes = new TreeMap<>();
        classes.keySet().forEach(name -> sizes.merge(packageOf(name), 1, Integer::sum));
        return sizes.entrySet().stream()
                .filter(size -> size.getValue() > MOST_CLASSES)
                .map(size -> size.getKey() + " has " + size.getValue() + " classes")
                .toList();
    }

    /**
     * Classes that have the same simple name, nested ones too. Alternatives of sealed types are read with the name of their
     * family, and may say the same of different things; with any other class they may not share a name.
     */
    public List<String> sameNames() {
        Map<String, List<Class<?>>> bySimpleName = new TreeMap<>();
        names.stream()
                .map(PackageStructure::load)
                .filter(each -> !each.isAnonymousClass() && !each.isSynthetic())
                .forEach(each -> bySimpleName
                        .computeIfAbsent(each.getSimpleName(), none -> new ArrayList<>())
                        .add(each));
        return bySimpleName.values().stream()
                .filter(same -> same.size() > 1)
                .filter(same -> !same.stream().allMatch(PackageStructure::isAlternative))
                .map(same -> same.stream().map(Class::getName).collect(joining(" and ")))
                .toList();
    }

    /** Whether a class is nested in the sealed type that permits it. */
    private static boolean isAlternative(Class<?> each) {
        Class<?> around = each.getEnclosingClass();
        return around != null
                && around.isSealed()
                && List.of(around.getPermittedSubclasses()).contains(each);
    }

    /**
     * Draws the packages below one as floors: each stands on those that it needs, which lie lower. An arrow that others
     * imply is left out.
     *
     * @param root the package; names are told from there on
     * @return a diagram in Mermaid
     */
    public String floors(String root) {
        NavigableMap<String, NavigableSet<String>> packages = packagesBelow(root);
        Map<String, Integer> floors = new TreeMap<>();
        packages.keySet().forEach(name -> floor(name, packages, floors));
        int top = floors.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        StringBuilder text = new StringBuilder("```mermaid\nflowchart TB\n");
        for (int floor = top; floor >= 0; floor--) {
            int here = floor;
            text.append("  subgraph floor")
                    .append(floor)
                    .append("[floor ")
                    .append(floor)
                    .append("]\n");
            packages.keySet().stream()
                    .filter(name -> floors.getOrDefault(name, -1) == here)
                    .forEach(name ->
                            text.append("    ").append(shortName(root, name)).append('\n'));
            text.append("  end\n");
        }
        packages.forEach((name, needs) -> {
            String arrows = needs.stream()
                    .filter(needed -> needs.stream()
                            .filter(other -> !other.equals(needed))
                            .noneMatch(other -> reaches(other, needed, packages)))
                    .map(needed -> shortName(root, needed))
                    .collect(joining(" & "));
            if (!arrows.isEmpty()) {
                text.append("  ")
                        .append(shortName(root, name))
                        .append(" --> ")
                        .append(arrows)
                        .append('\n');
            }
        });
        return text.append("```\n").toString();
    }

    private static String shortName(String root, String name) {
        return name.substring(root.length() + 1);
    }

    private static int floor(String name, Map<String, NavigableSet<String>> packages, Map<String, Integer> floors) {
        int known = floors.getOrDefault(name, -1);
        if (known >= 0) {
            return known;
        }
        int floor = needs(packages, name).stream()
                .mapToInt(needed -> floor(needed, packages, floors) + 1)
                .max()
                .orElse(0);
        floors.put(name, floor);
        return floor;
    }

    private static boolean reaches(String from, String to, Map<String, NavigableSet<String>> packages) {
        return needs(packages, from).stream().anyMatch(next -> next.equals(to) || reaches(next, to, packages));
    }

    private NavigableMap<String, NavigableSet<String>> packagesBelow(String root) {
        NavigableMap<String, NavigableSet<String>> packages = new TreeMap<>();
        classes.keySet().stream()
                .map(PackageStructure::packageOf)
                .filter(name -> name.startsWith(root + "."))
                .forEach(name -> packages.put(name, new TreeSet<>()));
        classes.forEach((name, needs) -> needs.stream()
                .map(PackageStructure::packageOf)
                .filter(packages::containsKey)
                .filter(needed -> !needed.equals(packageOf(name)))
                .filter(needed -> packages.containsKey(packageOf(name)))
                .forEach(needed -> add(packages, packageOf(name), needed)));
        return packages;
    }

    /** The circles of a graph (Tarjan's strongly connected components with more than one node). */
    private static final class Circles {

        private final Map<String, NavigableSet<String>> graph;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Deque<String> open = new ArrayDeque<>();
        private final List<NavigableSet<String>> found = new ArrayList<>();

        Circles(Map<String, NavigableSet<String>> graph) {
            this.graph = graph;
        }

        List<NavigableSet<String>> all() {
            graph.keySet().stream().filter(node -> !numbers.containsKey(node)).forEach(this::visit);
            return found;
        }

        private int visit(String node) {
            int number = numbers.size();
            int lowest = number;
            numbers.put(node, number);
            open.push(node);
            for (String next : needs(graph, node)) {
                if (!numbers.containsKey(next)) {
                    lowest = Math.min(lowest, visit(next));
                } else if (open.contains(next)) {
                    lowest = Math.min(lowest, numbers.getOrDefault(next, number));
                }
            }
            if (lowest == number) {
                close(node);
            }
            return lowest;
        }

        private void close(String node) {
            NavigableSet<String> circle = new TreeSet<>();
            String last;
            do {
                last = open.pop();
                circle.add(last);
            } while (!last.equals(node));
            if (circle.size() > 1) {
                found.add(circle);
            }
        }
    }
}
