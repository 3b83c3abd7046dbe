// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;

/**
 * One search for plugins. A provider that fails, however it fails, becomes a left-out entry; the
 * search goes on.
 */
final class Discovery {

    static final String SERVICES = "META-INF/services/" + Plugin.class.getName();
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final List<Catalogue.Found> found = new ArrayList<>();
    private final List<PluginEntry> leftOut = new ArrayList<>();
    private final Set<Class<?>> seen = new HashSet<>();
    private final Set<String> missing = new HashSet<>();

    /** The plugins that can be used. */
    List<Catalogue.Found> found() {
        return found;
    }

    /** The others. */
    List<PluginEntry> leftOut() {
        return leftOut;
    }

    /** Adds what a class loader sees. */
    void search(ClassLoader loader) {
        listed(loader).forEach((className, origin) -> add(className, origin, loader));
    }

    /** Adds what is known to be of no use. */
    void leaveOut(List<PluginEntry> entries) {
        leftOut.addAll(entries);
    }

    /** Provider classes by name, with the jar or directory whose services file lists them. */
    private static Map<String, String> listed(ClassLoader loader) {
        Map<String, String> listed = new LinkedHashMap<>();
        try {
            for (URL url : Collections.list(loader.getResources(SERVICES))) {
                String origin = Origins.holder(url, SERVICES, loader);
                for (String line : lines(url)) {
                    className(line).ifPresent(name -> listed.putIfAbsent(name, origin));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the lists of plugins cannot be read", e);
        }
        return listed;
    }

    private static List<String> lines(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // A cached jar would stay open for the life of the process.
        connection.setUseCaches(false);
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                connection.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** The class that a line of a services file lists; empty for a comment. */
    static Optional<String> className(String line) {
        String name = line.replaceFirst("#.*", "").strip();
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /**
     * Loads a class as the ServiceLoader would, but one at a time: what is wrong with one says
     * nothing of the next.
     */
    private void add(String className, String listedIn, ClassLoader loader) {
        Class<?> type;
        try {
            type = Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            if (missing.add(className + " " + listedIn)) {
                String reason = "is listed as a plugin but its class is missing";
                leaveOut("", className, className, listedIn, reason);
            }
            return;
        } catch (LinkageError e) {
            if (missing.add(className + " " + listedIn)) {
                leaveOut("", className, className, listedIn, whyFailed(e, loader));
            }
            return;
        }
        if (!seen.add(type)) {
            return;
        }
        if (!Plugin.class.isAssignableFrom(type)) {
            String reason =
                    "is listed as a plugin but does not implement " + Plugin.class.getName();
            leaveOut("", className, className, listedIn, reason);
        } else {
            add(type.asSubclass(Plugin.class), loader);
        }
    }

    private void add(
            @SuppressWarnings("rawtypes") Class<? extends Plugin> type, ClassLoader loader) {
        String origin = Origins.display(type);
        String kind = "";
        String name = type.getName();
        try {
            List<String> kinds = kinds(type);
            kind = kinds.size() == 1 ? kinds.get(0) : "";
            if (!Modifier.isPublic(type.getModifiers())) {
                throw new NoSuchMethodException();
            }
            Plugin<?> plugin = type.getConstructor().newInstance();
            String told = plugin.name();
            name = told == null ? name : told;
            String summary = plugin.summary();
            Optional<String> reason = objection(kinds, told, plugin.configType(), summary);
            if (reason.isPresent()) {
                leaveOut(kind, name, type.getName(), origin, reason.get());
                return;
            }
            found.add(
                    new Catalogue.Found(
                            plugin,
                            new PluginEntry(
                                    kind,
                                    name,
                                    type.getName(),
                                    summary,
                                    origin,
                                    version(type),
                                    artefact(type),
                                    Optional.empty())));
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            String reason = "is not a public class with a public constructor without arguments";
            leaveOut(kind, name, type.getName(), origin, reason);
        } catch (InvocationTargetException | LinkageError | RuntimeException e) {
            leaveOut(kind, name, type.getName(), origin, whyFailed(e, loader));
        }
    }

    /** What the plugin does not keep of the contract of {@link Plugin}. */
    private static Optional<String> objection(
            List<String> kinds,
            @Nullable String name,
            @Nullable Class<?> configType,
            @Nullable String summary) {
        if (kinds.isEmpty()) {
            return Optional.of("implements no kind of plugin (an interface with @PluginKind)");
        }
        if (kinds.size() > 1) {
            return Optional.of("implements more than one kind: " + String.join(", ", kinds));
        }
        if (name == null || !KEBAB_CASE.matcher(name).matches()) {
            return Optional.of("its name " + quoted(name) + " is not kebab-case");
        }
        if (configType == null || !configType.isRecord()) {
            String type = configType == null ? "null" : configType.getName();
            return Optional.of("its configuration type " + type + " is not a record");
        }
        if (summary == null) {
            return Optional.of("its summary is null");
        }
        // Reading the components finds types that are missing on this class path.
        for (var component : configType.getRecordComponents()) {
            component.getGenericType();
        }
        return Optional.empty();
    }

    private static String quoted(@Nullable String name) {
        return name == null ? "null" : '"' + name + '"';
    }

    /** The kinds among all superinterfaces, sorted. */
    private static List<String> kinds(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        collectInterfaces(type, interfaces);
        return interfaces.stream()
                .map(one -> one.getAnnotation(PluginKind.class))
                .filter(annotation -> annotation != null)
                .map(PluginKind::value)
                .sorted()
                .toList();
    }

    private static void collectInterfaces(@Nullable Class<?> type, Set<Class<?>> interfaces) {
        if (type == null) {
            return;
        }
        if (type.isInterface()) {
            interfaces.add(type);
        }
        for (Class<?> parent : type.getInterfaces()) {
            collectInterfaces(parent, interfaces);
        }
        collectInterfaces(type.getSuperclass(), interfaces);
    }

    private static Optional<String> version(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion());
    }

    private static Optional<String> artefact(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationTitle())
                .flatMap(title -> version(type).map(version -> title + " " + version));
    }

    private static String whyFailed(Throwable failure, ClassLoader loader) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof InvocationTargetException
                        || cause instanceof ExceptionInInitializerError)) {
            cause = cause.getCause();
        }
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        Optional<String> explained = VersionMix.explain(cause);
        if (explained.isEmpty()) {
            return "could not be loaded: " + cause;
        }
        boolean library =
                cause instanceof NoClassDefFoundError
                        && loader instanceof PluginLoader
                        && !PluginLoader.isShared(
                                String.valueOf(cause.getMessage()).replace('/', '.'));
        return library
                ? explained.get() + "; the jar that has it belongs into the same folder"
                : explained.get();
    }

    private void leaveOut(
            String kind, String name, String className, String origin, String reason) {
        leftOut.add(
                new PluginEntry(
                        kind,
                        name,
                        className,
                        "",
                        origin,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(reason)));
    }
}
