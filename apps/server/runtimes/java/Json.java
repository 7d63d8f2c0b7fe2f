// JSON for the Java runtime of the playground, because Java itself has none.
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.*;
import java.math.*;
import java.util.*;

/** JSON as maps, lists, strings, numbers, booleans and null, and from there to a handler's own classes and back. */
class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.peek() != 0) throw json.problem();
        return value;
    }

    private Object value() {
        char first = peek();
        if (first == '{') {
            Map<String, Object> members = new LinkedHashMap<>();
            for (boolean more = open('}'); more; more = more('}')) {
                String name = string();
                expect(':');
                members.put(name, value());
            }
            return members;
        }
        if (first == '[') {
            List<Object> items = new ArrayList<>();
            for (boolean more = open(']'); more; more = more(']')) items.add(value());
            return items;
        }
        return first == '"' ? string() : word();
    }

    private boolean open(char end) {
        at++;
        if (peek() != end) return true;
        at++;
        return false;
    }

    private boolean more(char end) {
        if (peek() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char wanted) {
        if (peek() != wanted) throw problem();
        at++;
    }

    private IllegalArgumentException problem() {
        return new IllegalArgumentException("This is not JSON, at character " + at);
    }

    private String string() {
        expect('"');
        StringBuilder characters = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') return characters.toString();
            if (next != '\\') characters.append(next);
            else characters.append(escaped());
        }
        throw problem();
    }

    private char escaped() {
        if (at >= text.length()) throw problem();
        char kind = text.charAt(at++);
        int known = "bfnrt".indexOf(kind);
        if (known >= 0) return "\b\f\n\r\t".charAt(known);
        if (kind != 'u') return kind;
        if (at + 4 > text.length()) throw problem();
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    /** A number, true, false or null. */
    private Object word() {
        int start = at;
        while (at < text.length() && ",:]}\" \t\r\n".indexOf(text.charAt(at)) < 0) at++;
        String word = text.substring(start, at);
        if (word.equals("null")) return null;
        if (word.equals("true") || word.equals("false")) return word.equals("true");
        if (!word.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) throw problem();
        if (word.matches(".*[.eE].*")) return Double.valueOf(word);
        BigDecimal number = new BigDecimal(word);
        if (number.precision() > 18) return number.toBigInteger();
        long whole = number.longValue();
        if (whole == (int) whole) return (int) whole;
        return whole;
    }

    /** A value that was read, as a handler's parameter or a member of its class wants it. */
    static Object bind(Object value, Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType) {
            Type[] of = ((ParameterizedType) type).getActualTypeArguments();
            Class<?> raw = (Class<?>) ((ParameterizedType) type).getRawType();
            if (value instanceof Map && raw.isAssignableFrom(LinkedHashMap.class)) {
                Map<Object, Object> bound = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet())
                    bound.put(bind(entry.getKey(), of[0]), bind(entry.getValue(), of[1]));
                return bound;
            }
            if (value instanceof List && Iterable.class.isAssignableFrom(raw)) {
                List<Object> bound = new ArrayList<>();
                for (Object item : (List<?>) value) bound.add(bind(item, of[0]));
                return raw.isAssignableFrom(ArrayList.class) ? bound : new LinkedHashSet<>(bound);
            }
            return bind(value, raw);
        }
        // A type parameter of a class above, say: nothing is known of it.
        if (!(type instanceof Class) || value == null) return value;
        Class<?> wanted = (Class<?>) type;
        if (wanted.isInstance(value)) return value;
        if (wanted == String.class) return value instanceof Map || value instanceof List ? mismatch(value, wanted) : value.toString();
        if (wanted == boolean.class && value instanceof Boolean) return value;
        if (value instanceof Number || value instanceof String && isNumber(wanted)) return number(value.toString(), wanted);
        if (wanted.isEnum()) return enumValue(wanted, value.toString());
        if (wanted.isArray() && value instanceof List) {
            Object array = Array.newInstance(wanted.getComponentType(), ((List<?>) value).size());
            int i = 0;
            for (Object item : (List<?>) value) Array.set(array, i++, bind(item, wanted.getComponentType()));
            return array;
        }
        return value instanceof Map ? object((Map<?, ?>) value, wanted) : mismatch(value, wanted);
    }

    private static boolean isNumber(Class<?> wanted) {
        return Number.class.isAssignableFrom(wanted) || wanted.isPrimitive() && wanted != char.class && wanted != boolean.class;
    }

    private static Object number(String text, Class<?> wanted) {
        BigDecimal number = new BigDecimal(text);
        if (wanted == int.class || wanted == Integer.class) return number.intValueExact();
        if (wanted == long.class || wanted == Long.class) return number.longValueExact();
        if (wanted == double.class || wanted == Double.class) return number.doubleValue();
        if (wanted == float.class || wanted == Float.class) return number.floatValue();
        if (wanted == short.class || wanted == Short.class) return number.shortValueExact();
        if (wanted == byte.class || wanted == Byte.class) return number.byteValueExact();
        if (wanted == BigInteger.class) return number.toBigIntegerExact();
        return wanted == BigDecimal.class ? number : mismatch(text, wanted);
    }

    private static Object enumValue(Class<?> wanted, String name) {
        for (Object constant : wanted.getEnumConstants()) if (((Enum<?>) constant).name().equals(name)) return constant;
        return mismatch(name, wanted);
    }

    private static Object mismatch(Object value, Class<?> wanted) {
        throw new IllegalArgumentException("A " + wanted.getName() + " cannot be made of " + new String(write(value), UTF_8));
    }

    /** A record by its components; any other class by its setters and public fields. What it does not have is left out. */
    private static Object object(Map<?, ?> members, Class<?> wanted) throws ReflectiveOperationException {
        if (isRecord(wanted)) {
            List<Field> components = components(wanted);
            Object[] arguments = new Object[components.size()];
            Class<?>[] types = new Class<?>[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                types[i] = components.get(i).getType();
                arguments[i] = bind(members.get(components.get(i).getName()), components.get(i).getGenericType());
            }
            return open(wanted.getDeclaredConstructor(types)).newInstance(arguments);
        }
        Object made = open(wanted.getDeclaredConstructor()).newInstance();
        for (Map.Entry<?, ?> entry : members.entrySet()) {
            String name = entry.getKey().toString();
            for (Method method : wanted.getMethods()) {
                if (method.getName().equalsIgnoreCase("set" + name) && method.getParameterCount() == 1)
                    open(method).invoke(made, bind(entry.getValue(), method.getGenericParameterTypes()[0]));
            }
            for (Field field : wanted.getFields())
                if (field.getName().equals(name)) open(field).set(made, bind(entry.getValue(), field.getGenericType()));
        }
        return made;
    }

    static byte[] write(Object value) {
        StringBuilder out = new StringBuilder();
        try {
            write(value, out);
        } catch (ReflectiveOperationException problem) {
            throw new IllegalArgumentException("The result cannot be written as JSON: " + problem, problem);
        }
        return out.toString().getBytes(UTF_8);
    }

    private static void write(Object value, StringBuilder out) throws ReflectiveOperationException {
        boolean finite = !(value instanceof Double || value instanceof Float) || Double.isFinite(((Number) value).doubleValue());
        if (value == null || value instanceof Boolean || value instanceof Number && finite) out.append(value);
        else if (value instanceof Map) writeObject((Map<?, ?>) value, out);
        else if (value instanceof Iterable) writeArray((Iterable<?>) value, out);
        else if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) items.add(Array.get(value, i));
            writeArray(items, out);
        } else if (value instanceof Enum) quote(((Enum<?>) value).name(), out);
        else if (value.getClass().getName().startsWith("java.")) quote(value.toString(), out);
        else writeObject(membersOf(value), out);
    }

    private static void writeObject(Map<?, ?> members, StringBuilder out) throws ReflectiveOperationException {
        String before = "{";
        for (Map.Entry<?, ?> entry : members.entrySet()) {
            out.append(before);
            quote(String.valueOf(entry.getKey()), out);
            out.append(':');
            write(entry.getValue(), out);
            before = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(Iterable<?> items, StringBuilder out) throws ReflectiveOperationException {
        out.append('[');
        String before = "";
        for (Object item : items) {
            out.append(before);
            write(item, out);
            before = ",";
        }
        out.append(']');
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (char character : text.toCharArray()) {
            int known = "\"\\\b\f\n\r\t".indexOf(character);
            if (known >= 0) out.append('\\').append("\"\\bfnrt".charAt(known));
            else if (character < 0x20) out.append(String.format("\\u%04x", (int) character));
            else out.append(character);
        }
        out.append('"');
    }

    /** What an object of the function's own says of itself: a record's components; else what its getters and public fields give. */
    private static Map<String, Object> membersOf(Object value) throws ReflectiveOperationException {
        Map<String, Object> members = new LinkedHashMap<>();
        Class<?> type = value.getClass();
        if (isRecord(type)) {
            for (Field field : components(type)) members.put(field.getName(), open(field).get(value));
            return members;
        }
        for (Field field : type.getFields())
            if (!Modifier.isStatic(field.getModifiers())) members.put(field.getName(), open(field).get(value));
        for (Method method : type.getMethods()) {
            String name = method.getName().replaceFirst("^(get|is)(?=[A-Z])", "");
            boolean getter = !name.equals(method.getName()) && method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers());
            if (getter && method.getDeclaringClass() != Object.class)
                members.put(name.substring(0, 1).toLowerCase() + name.substring(1), open(method).invoke(value));
        }
        return members;
    }

    /** Records are younger than the oldest Java that this runs on. */
    private static boolean isRecord(Class<?> type) {
        return type.getSuperclass() != null && type.getSuperclass().getName().equals("java.lang.Record");
    }

    private static List<Field> components(Class<?> record) {
        List<Field> fields = new ArrayList<>(List.of(record.getDeclaredFields()));
        fields.removeIf(field -> Modifier.isStatic(field.getModifiers()));
        return fields;
    }

    private static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }
}
