// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar that is compiled from sources in this process. */
final class JarSource {

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> services = new ArrayList<>();
    private final Set<String> leftAway = new LinkedHashSet<>();
    private final List<Path> libraries = new ArrayList<>();
    private final Map<String, String> manifest = new LinkedHashMap<>();

    /** Adds a class. */
    JarSource source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /** Lists a class as a plugin. */
    JarSource service(String className) {
        services.add(className);
        return this;
    }

    /** Leaves a class out of the jar that was compiled. */
    JarSource without(String className) {
        leftAway.add(className);
        return this;
    }

    /** Compiles against a jar, too. */
    JarSource with(Path library) {
        libraries.add(library);
        return this;
    }

    /** Adds an entry of the manifest. */
    JarSource manifest(String key, String value) {
        manifest.put(key, value);
        return this;
    }

    /** Writes the jar. */
    Path write(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest head = new Manifest();
        head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach(head.getMainAttributes()::putValue);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), head)) {
            for (Map.Entry<String, byte[]> compiled : compile().entrySet()) {
                if (!leftAway.contains(compiled.getKey())) {
                    out.putNextEntry(new JarEntry(compiled.getKey().replace('.', '/') + ".class"));
                    out.write(compiled.getValue());
                }
            }
            if (!services.isEmpty()) {
                out.putNextEntry(new JarEntry("META-INF/services/org.seqmem.api.Plugin"));
                out.write(String.join("\n", services).getBytes(UTF_8));
            }
        }
        return jar;
    }

    private Map<String, byte[]> compile() throws IOException {
        if (sources.isEmpty()) {
            return Map.of();
        }
        StringBuilder classPath = new StringBuilder();
        // in front of the tests' own class path: it may hold the same classes
        libraries.forEach(
                library -> classPath.append(library).append(System.getProperty("path.separator")));
        classPath.append(System.getProperty("java.class.path"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, UTF_8);
                Memory memory = new Memory(standard)) {
            boolean well =
                    compiler.getTask(
                                    messages,
                                    memory,
                                    null,
                                    List.of("-proc:none", "-cp", classPath.toString()),
                                    null,
                                    sources.entrySet().stream()
                                            .map(each -> new Text(each.getKey(), each.getValue()))
                                            .toList())
                            .call();
            if (!well) {
                throw new IOException(messages.toString());
            }
            Map<String, byte[]> classes = new LinkedHashMap<>();
            memory.classes.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

        Memory(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
