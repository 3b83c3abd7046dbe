// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Passes numbers between Java, which computes in double, and arrays of a trial's data type. */
final class DataTypes {

    private DataTypes() {}

    static DataType of(Precision precision) {
        return precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
    }

    /** A new array of the values, rounded to the type. */
    static NDArray array(NDManager manager, double[] values, Shape shape, DataType type) {
        return Rounded.of(values, shape, type).array(manager);
    }

    /** The value of a scalar array: waits until it has been computed. */
    static double scalar(NDArray array) {
        return array.getDataType() == DataType.FLOAT64 ? array.getDouble() : array.getFloat();
    }

    /** The values of an array, row by row. */
    static double[] values(NDArray array) {
        if (array.getDataType() == DataType.FLOAT64) {
            return array.toDoubleArray();
        }
        float[] single = array.toFloatArray();
        double[] values = new double[single.length];
        for (int i = 0; i < single.length; i++) {
            values[i] = single[i];
        }
        return values;
    }
}
