// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
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

    private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();
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
        Map<String, String> listed = listed(loader);
        Set<String> loaded = new HashSet<>();
        for (ServiceLoader.Provider<Plugin<?>> provider : providers(loader, listed.size())) {
            loaded.add(provider.type().getName());
            if (seen.add(provider.type())) {
                add(provider);
            }
        }
        listed.forEach(
                (className, origin) -> {
                    if (!loaded.contains(className) && missing.add(className)) {
                        leaveOut("", className, className, origin, whyNotLoaded(className, loader));
                    }
                });
    }

    /** Provider classes by name, with the jar or directory whose services file lists them. */
    private static Map<String, String> listed(ClassLoader loader) {
        Map<String, String> listed = new LinkedHashMap<>();
        try {
            for (URL url : Collections.list(loader.getResources(SERVICES))) {
                String origin = Origins.holder(url, SERVICES);
                for (String line : lines(url)) {
                    String className = line.replaceFirst("#.*", "").strip();
                    if (!className.isEmpty()) {
                        listed.putIfAbsent(className, origin);
                    }
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

    /** The providers whose classes load. Each failure is at most one of the listed classes. */
    @SuppressWarnings("unchecked") // Plugin.class cannot carry type arguments
    private static List<ServiceLoader.Provider<Plugin<?>>> providers(
            ClassLoader loader, int listed) {
        List<ServiceLoader.Provider<Plugin<?>>> providers = new ArrayList<>();
        Iterator<? extends ServiceLoader.Provider<?>> iterator =
                ServiceLoader.load(Plugin.class, loader).stream().iterator();
        for (int failures = 0; failures <= listed; ) {
            try {
                if (!iterator.hasNext()) {
                    break;
                }
                providers.add((ServiceLoader.Provider<Plugin<?>>) iterator.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                // The class that failed is found as the one that is listed but did not load.
                failures++;
            }
        }
        return providers;
    }

    private void add(ServiceLoader.Provider<Plugin<?>> provider) {
        Class<?> type = provider.type();
        String origin = Origins.display(type);
        String kind = "";
        String name = type.getName();
        try {
            List<String> kinds = kinds(type);
            kind = kinds.size() == 1 ? kinds.get(0) : "";
            Plugin<?> plugin = provider.get();
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
                                    artefact(type),
                                    Optional.empty())));
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            leaveOut(kind, name, type.getName(), origin, whyFailed(e));
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

    private static Optional<String> artefact(Class<?> type) {
        Package home = type.getPackage();
        if (home.getImplementationTitle() == null || home.getImplementationVersion() == null) {
            return Optional.empty();
        }
        return Optional.of(home.getImplementationTitle() + " " + home.getImplementationVersion());
    }

    private static String whyNotLoaded(String className, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(className, false, loader);
            return Plugin.class.isAssignableFrom(type)
                    ? "is not a public class with a public constructor without arguments"
                    : "is listed as a plugin but does not implement " + Plugin.class.getName();
        } catch (ClassNotFoundException e) {
            return "is listed as a plugin but its class is missing";
        } catch (LinkageError e) {
            return whyFailed(e);
        }
    }

    private static String whyFailed(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof ServiceConfigurationError
                        || cause instanceof ExceptionInInitializerError)) {
            cause = cause.getCause();
        }
        if (cause instanceof UnsupportedClassVersionError) {
            return "was compiled for a newer Java than " + Runtime.version().feature();
        }
        if (cause instanceof NoClassDefFoundError || cause instanceof TypeNotPresentException) {
            return "needs a class that is missing: " + cause.getMessage();
        }
        return "could not be loaded: " + cause;
    }

    private void leaveOut(
            String kind, String name, String className, String origin, String reason) {
        leftOut.add(
                new PluginEntry(
                        kind, name, className, "", origin, Optional.empty(), Optional.of(reason)));
    }
}
