package dev.serval.protocol.v2grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;

/// The messages of the Open Inference Protocol as protobuf's own library knows them, against which
/// our codec is tried.
final class InferenceProto {
    /// As every proto3 library writes repeated numbers.
    static final InferenceProto PACKED = new InferenceProto(FieldOptions.getDefaultInstance());

    /// As proto2 libraries do.
    static final InferenceProto UNPACKED =
            new InferenceProto(FieldOptions.newBuilder().setPacked(false).build());

    private final FieldOptions repeatedNumbers;
    private final FileDescriptor file;

    private InferenceProto(FieldOptions repeatedNumbers) {
        this.repeatedNumbers = repeatedNumbers;
        try {
            file = FileDescriptor.buildFrom(schema(), new FileDescriptor[0]);
        } catch (DescriptorValidationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    DynamicMessage.Builder request() {
        return DynamicMessage.newBuilder(file.findMessageTypeByName("ModelInferRequest"));
    }

    DynamicMessage response(byte[] bytes) {
        try {
            return DynamicMessage.parseFrom(
                    file.findMessageTypeByName("ModelInferResponse"), bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError("our writer wrote what protobuf cannot read", malformed);
        }
    }

    /// A builder for the message that a field of another one holds.
    static DynamicMessage.Builder in(DynamicMessage.Builder parent, String field) {
        return DynamicMessage.newBuilder(field(parent, field).getMessageType());
    }

    /// Sets a field, or adds to it if it is repeated.
    static void put(DynamicMessage.Builder message, String field, Object value) {
        FieldDescriptor descriptor = field(message, field);
        if (descriptor.isRepeated()) {
            message.addRepeatedField(descriptor, value);
        } else {
            message.setField(descriptor, value);
        }
    }

    /// Puts an entry into a map of parameters.
    static void putParameter(
            DynamicMessage.Builder message, String name, String kind, Object value) {
        DynamicMessage.Builder entry = in(message, "parameters");
        DynamicMessage.Builder parameter = in(entry, "value");
        put(parameter, kind, value);
        put(entry, "key", name);
        put(entry, "value", parameter.build());
        put(message, "parameters", entry.build());
    }

    static Object get(DynamicMessage message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    static boolean has(DynamicMessage message, String field) {
        return message.hasField(message.getDescriptorForType().findFieldByName(field));
    }

    private static FieldDescriptor field(DynamicMessage.Builder message, String name) {
        Descriptor type = message.getDescriptorForType();
        return type.findFieldByName(name);
    }

    private FileDescriptorProto schema() {
        return FileDescriptorProto.newBuilder()
                .setName("open_inference_grpc.proto")
                .setPackage("inference")
                .setSyntax("proto3")
                .addMessageType(parameter())
                .addMessageType(contents())
                .addMessageType(request(tensor("InferInputTensor")))
                .addMessageType(response(tensor("InferOutputTensor")))
                .build();
    }

    private static DescriptorProto parameter() {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("InferParameter");
        message.addOneofDeclBuilder().setName("parameter_choice");
        message.addField(one("bool_param", 1, Type.TYPE_BOOL).setOneofIndex(0));
        message.addField(one("int64_param", 2, Type.TYPE_INT64).setOneofIndex(0));
        message.addField(one("string_param", 3, Type.TYPE_STRING).setOneofIndex(0));
        message.addField(one("double_param", 4, Type.TYPE_DOUBLE).setOneofIndex(0));
        message.addField(one("uint64_param", 5, Type.TYPE_UINT64).setOneofIndex(0));
        return message.build();
    }

    private DescriptorProto contents() {
        return DescriptorProto.newBuilder()
                .setName("InferTensorContents")
                .addField(numbers("bool_contents", 1, Type.TYPE_BOOL))
                .addField(numbers("int_contents", 2, Type.TYPE_INT32))
                .addField(numbers("int64_contents", 3, Type.TYPE_INT64))
                .addField(numbers("uint_contents", 4, Type.TYPE_UINT32))
                .addField(numbers("uint64_contents", 5, Type.TYPE_UINT64))
                .addField(numbers("fp32_contents", 6, Type.TYPE_FLOAT))
                .addField(numbers("fp64_contents", 7, Type.TYPE_DOUBLE))
                .addField(many("bytes_contents", 8, Type.TYPE_BYTES))
                .build();
    }

    private DescriptorProto tensor(String name) {
        return withParameters(4)
                .setName(name)
                .addField(one("name", 1, Type.TYPE_STRING))
                .addField(one("datatype", 2, Type.TYPE_STRING))
                .addField(numbers("shape", 3, Type.TYPE_INT64))
                .addField(one("contents", 5, Type.TYPE_MESSAGE).setTypeName("InferTensorContents"))
                .build();
    }

    private static DescriptorProto request(DescriptorProto input) {
        DescriptorProto output =
                withParameters(2)
                        .setName("InferRequestedOutputTensor")
                        .addField(one("name", 1, Type.TYPE_STRING))
                        .build();
        return withParameters(4)
                .setName("ModelInferRequest")
                .addNestedType(input)
                .addNestedType(output)
                .addField(one("model_name", 1, Type.TYPE_STRING))
                .addField(one("model_version", 2, Type.TYPE_STRING))
                .addField(one("id", 3, Type.TYPE_STRING))
                .addField(many("inputs", 5, Type.TYPE_MESSAGE).setTypeName("InferInputTensor"))
                .addField(
                        many("outputs", 6, Type.TYPE_MESSAGE)
                                .setTypeName("InferRequestedOutputTensor"))
                .addField(many("raw_input_contents", 7, Type.TYPE_BYTES))
                .build();
    }

    private static DescriptorProto response(DescriptorProto output) {
        return withParameters(4)
                .setName("ModelInferResponse")
                .addNestedType(output)
                .addField(one("model_name", 1, Type.TYPE_STRING))
                .addField(one("model_version", 2, Type.TYPE_STRING))
                .addField(one("id", 3, Type.TYPE_STRING))
                .addField(many("outputs", 5, Type.TYPE_MESSAGE).setTypeName("InferOutputTensor"))
                .addField(many("raw_output_contents", 6, Type.TYPE_BYTES))
                .build();
    }

    private static DescriptorProto.Builder withParameters(int number) {
        DescriptorProto entry =
                DescriptorProto.newBuilder()
                        .setName("ParametersEntry")
                        .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                        .addField(one("key", 1, Type.TYPE_STRING))
                        .addField(
                                one("value", 2, Type.TYPE_MESSAGE)
                                        .setTypeName(".inference.InferParameter"))
                        .build();
        return DescriptorProto.newBuilder()
                .addNestedType(entry)
                .addField(
                        many("parameters", number, Type.TYPE_MESSAGE)
                                .setTypeName("ParametersEntry"));
    }

    private FieldDescriptorProto.Builder numbers(String name, int number, Type type) {
        return many(name, number, type).setOptions(repeatedNumbers);
    }

    private static FieldDescriptorProto.Builder many(String name, int number, Type type) {
        return one(name, number, type).setLabel(Label.LABEL_REPEATED);
    }

    private static FieldDescriptorProto.Builder one(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }
}
