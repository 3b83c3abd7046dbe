// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function in TorchScript: operations of LibTorch that DJL does not offer, and several of them in
 * one call. It is compiled when it is first called, and then stays as long as the process, like a
 * regular expression in a constant; some milliseconds. A call takes 3 us and each of its operations
 * half of what it takes from Java.
 *
 * <p>What it computes is recorded for the gradient as if it were called from Java, also where a
 * gradient is by hand: there its arguments require none.
 *
 * <p><b>Format:</b> of the archive, LibTorch's {@code torch/csrc/jit/docs/serialization.md}, read
 * there and in what {@code torch.jit.save} writes: {@code data.pkl}, an object without attributes
 * but {@code training}, and {@code code/} with the source of its class.
 */
public final class EngineProgram {

    /** Tells DJL, at every pass, whether LibTorch rewrites the graphs of a module. */
    private static final String GRAPH_OPTIMIZER = "ai.djl.pytorch.graph_optimizer";

    private static final String ENGINE = "PyTorch";

    /** In the language of Python's {@code pickletools}, with what each code means. */
    private static final String OBJECT =
            "\u0080\u0002" // PROTO 2
                    + "c__torch__\nProgram\n" // GLOBAL
                    + ")\u0081" // EMPTY_TUPLE, NEWOBJ
                    + "}X\b\0\0\0training\u0089sb" // EMPTY_DICT, BINUNICODE, NEWFALSE, SETITEM,
                    // BUILD
                    + "."; // STOP

    /** An empty tuple. */
    private static final String CONSTANTS = "\u0080\u0002).";

    /** By source: models that are alike share theirs. */
    private static final Map<String, Loaded> LOADED = new ConcurrentHashMap<>();

    private final String source;

    /**
     * @param model kept, since DJL closes one that nobody refers to
     */
    private record Loaded(Model model, Block block, ParameterStore store) {}

    /**
     * @param parameters of the function, for instance {@code x: Tensor, y: Tensor}
     * @param result its type, {@code Tensor} or {@code Tuple[Tensor, Tensor]}
     * @param body its statements, each a line
     */
    public EngineProgram(String parameters, String result, String body) {
        this.source =
                String.format(
                        """
                        class Program(Module):
                          __parameters__ = []
                          __buffers__ = []
                          training : bool
                          def forward(self: __torch__.Program, %s) -> %s:
                        %s""",
                        parameters, result, body.indent(4));
    }

    /**
     * Lets libraries that are loaded from files, and these programs, run as they are written. A
     * loop that LibTorch has rewritten fails in the first evaluation after training: "Inference
     * tensors cannot be saved for backward". The user's own choice stays.
     */
    public static void withoutOptimizer() {
        if (System.getProperty(GRAPH_OPTIMIZER) == null) {
            System.setProperty(GRAPH_OPTIMIZER, "false");
        }
    }

    /**
     * Calls the function.
     *
     * @param arguments the first of them belongs to the manager that the results will belong to
     * @throws ai.djl.engine.EngineException if the engine finds a fault in the program, or the
     *     arguments are none for it
     */
    public NDList run(NDArray... arguments) {
        return run(new NDList(arguments));
    }

    /** The same for many arguments. */
    public NDList run(NDList arguments) {
        Loaded program = LOADED.computeIfAbsent(source, EngineProgram::load);
        return program.block().forward(program.store(), arguments, true);
    }

    private static Loaded load(String source) {
        withoutOptimizer();
        Model model = Model.newInstance("program", ENGINE);
        try {
            model.load(new ByteArrayInputStream(archive(source)));
            Files.deleteIfExists(model.getModelPath()); // an empty folder that DJL makes
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("A program of our own is none", e);
        }
        return new Loaded(model, model.getBlock(), new ParameterStore(model.getNDManager(), false));
    }

    private static byte[] archive(String source) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "data.pkl", OBJECT.getBytes(ISO_8859_1));
            put(zip, "code/__torch__.py", source.getBytes(UTF_8));
            put(zip, "constants.pkl", CONSTANTS.getBytes(ISO_8859_1));
            put(zip, "version", "10\n".getBytes(US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry("program/" + name);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
