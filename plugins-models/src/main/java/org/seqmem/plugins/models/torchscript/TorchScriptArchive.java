// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.torchscript;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What stands in a TorchScript file about the parameters of its model, read without the engine.
 *
 * <p><b>Format:</b> a zip archive with one folder, in it {@code code/} with the program, {@code
 * constants.pkl}, {@code data.pkl} with the attributes of the modules, and {@code data/} with the
 * numbers of tensors.
 */
final class TorchScriptArchive {

    private final Map<String, PickledModule.Tensor> trainable;
    private final DataType dataType;

    private TorchScriptArchive(Map<String, PickledModule.Tensor> trainable, DataType dataType) {
        this.trainable = trainable;
        this.dataType = dataType;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with a sentence if it is no TorchScript, has nothing to
     *     train, or nothing that can be trained here
     */
    static TorchScriptArchive read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String root = root(zip, file);
            if (zip.getEntry(root + "constants.pkl") == null) {
                throw new IllegalArgumentException(
                        file
                                + " is what torch.save() writes, which has no program in it: write"
                                + " torch.jit.script(model).save(...) instead");
            }
            ZipEntry data = Objects.requireNonNull(zip.getEntry(root + "data.pkl"));
            try (InputStream stream = zip.getInputStream(data)) {
                return of(file, PickledModule.read(stream));
            }
        } catch (ZipException e) {
            throw new IllegalArgumentException(
                    file + " is no TorchScript file: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read as a TorchScript file: " + e.getMessage(), e);
        }
    }

    private static String root(ZipFile zip, Path file) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith("/data.pkl"))
                .filter(name -> name.indexOf('/') == name.lastIndexOf('/'))
                .findFirst()
                .map(name -> name.substring(0, name.indexOf('/') + 1))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        file + " is no TorchScript file: it has no data.pkl"));
    }

    private static TorchScriptArchive of(Path file, Map<String, PickledModule.Tensor> tensors) {
        Map<String, PickledModule.Tensor> trainable = new TreeMap<>();
        Set<String> storages = new HashSet<>();
        tensors.forEach(
                (name, tensor) -> {
                    if (!tensor.requiresGradient()) {
                        return;
                    }
                    if (!storages.add(tensor.storage())) {
                        throw new IllegalArgumentException(
                                file
                                        + " shares the numbers of "
                                        + name
                                        + " with another parameter, and would train them twice");
                    }
                    trainable.put(name, tensor);
                });
        if (trainable.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " has no parameter that requires a gradient: there is nothing to train");
        }
        Set<DataType> types = new HashSet<>();
        trainable.forEach((name, tensor) -> types.add(type(file, name, tensor)));
        if (types.size() > 1) {
            throw new IllegalArgumentException(
                    file + " mixes parameters in single and in double precision");
        }
        return new TorchScriptArchive(trainable, types.iterator().next());
    }

    private static DataType type(Path file, String name, PickledModule.Tensor tensor) {
        return switch (tensor.type()) {
            case "FloatStorage" -> DataType.FLOAT32;
            case "DoubleStorage" -> DataType.FLOAT64;
            default ->
                    throw new IllegalArgumentException(
                            file
                                    + " has parameter "
                                    + name
                                    + " as "
                                    + tensor.type()
                                    + "; single and double precision can be trained");
        };
    }

    /**
     * How many numbers are trained.
     *
     * @throws ArithmeticException if they are more than a long can count
     */
    long trainableNumbers() {
        return trainable.values().stream()
                .mapToLong(PickledModule.Tensor::size)
                .reduce(0, Math::addExact);
    }

    /** Whether a parameter is trained, by its name in the file. */
    boolean trains(String name) {
        return trainable.containsKey(name);
    }

    /** The data type of what is trained. */
    DataType dataType() {
        return dataType;
    }
}
