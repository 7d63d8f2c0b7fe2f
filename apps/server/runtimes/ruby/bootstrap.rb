# The Ruby runtime of the playground: loads a handler, asks for events, hands them over, posts what comes back.
#
#   ruby bootstrap.rb app.handler        (or path/to/file.method, or file.Module::Class.method)
require "json"
require "net/http"

module Playground
  # The Runtime API as a client sees it: one connection, kept; a `next` that waits as long as it takes.
  class RuntimeApi
    # `address`: host:port, or host:port/prefix.
    def initialize(address)
      authority, slash, prefix = address.partition("/")
      host, _, port = authority.rpartition(":")
      @base = "#{slash}#{prefix}/2018-06-01/runtime"
      @http = Net::HTTP.new(host, Integer(port), nil)
      @http.read_timeout = @http.write_timeout = nil
      @http.keep_alive_timeout = 365 * 24 * 3600
      @http.max_retries = 0
      @http.start
      @attempt = {}
    end

    # Waits for the next event.
    def next
      answer = @http.request(Net::HTTP::Get.new("#{@base}/invocation/next", "User-Agent" => AGENT))
      raise "GET next was answered with #{answer.code}: #{answer.body}" unless answer.code == "200"

      # Tells attempts of one request apart, where the host names them.
      @attempt = { "Lambda-Runtime-Invocation-Id" => answer["Lambda-Runtime-Invocation-Id"] }.compact
      answer
    end

    def response(request_id, body, content_type)
      post("/invocation/#{request_id}/response", body, "Content-Type" => content_type, **@attempt)
    end

    def error(request_id, error)
      post_error("/invocation/#{request_id}/error", error, @attempt)
    end

    def init_error(error)
      post_error("/init/error", error, {})
    end

    private

    AGENT = "playground-ruby/1".freeze

    def post_error(path, error, headers)
      # Only printable ASCII may stand in a header.
      type = error["errorType"].gsub(/[^\x20-\x7e]/, "?")
      headers = { "Content-Type" => "application/json", "Lambda-Runtime-Function-Error-Type" => type, **headers }
      post(path, JSON.generate(error), headers)
    end

    def post(path, body, headers)
      request = Net::HTTP::Post.new(@base + path, "User-Agent" => AGENT, **headers)
      request.body = body
      @http.request(request)
    end
  end

  # What the runtime itself finds wrong; `type` is told as the error's type.
  class Problem < StandardError
    attr_reader :type

    def initialize(type, message)
      super(message)
      @type = type
    end
  end

  # Finds the method that `_HANDLER` names: a file, a dot, and the method, before which a class may stand.
  class Handler
    def initialize(root, name)
      slash = name.rindex("/")
      folder = slash ? name[0..slash] : ""
      file, *path, method = name[folder.length..].split(".")
      if file.nil? || file.empty? || method.nil? || method.empty? || path.length > 1
        raise Problem.new("Runtime.MalformedHandlerName", "The handler \"#{name}\" is not of the form file.method or file.Class.method")
      end

      require File.join(root, folder + file)
      # Methods that stand in no class are every object's own.
      @owner = path.empty? ? Object.new : Object.const_get(path.first)
      @method = method.to_sym
      return if @owner.respond_to?(@method, true)

      raise Problem.new("Runtime.HandlerNotFound", "There is no method #{method} in #{(path + [file + '.rb']).join(' of ')}")
    end

    def call(event, context)
      @owner.send(@method, event: event, context: context)
    end
  end

  # The context object (Developer Guide, ruby-context).
  class Context
    attr_reader :aws_request_id, :invoked_function_arn, :deadline_ms, :identity, :client_context, :tenant_id

    def initialize(invocation)
      @aws_request_id = invocation["Lambda-Runtime-Aws-Request-Id"]
      @invoked_function_arn = invocation["Lambda-Runtime-Invoked-Function-Arn"]
      @deadline_ms = Integer(invocation["Lambda-Runtime-Deadline-Ms"])
      @tenant_id = invocation["Lambda-Runtime-Aws-Tenant-Id"]
      @identity = parsed(invocation["Lambda-Runtime-Cognito-Identity"])
      @client_context = parsed(invocation["Lambda-Runtime-Client-Context"])
    end

    {
      function_name: "AWS_LAMBDA_FUNCTION_NAME",
      function_version: "AWS_LAMBDA_FUNCTION_VERSION",
      memory_limit_in_mb: "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
      log_group_name: "AWS_LAMBDA_LOG_GROUP_NAME",
      log_stream_name: "AWS_LAMBDA_LOG_STREAM_NAME",
    }.each { |member, variable| define_method(member) { ENV[variable] } }

    def get_remaining_time_in_millis
      [deadline_ms - (Time.now.to_f * 1000).to_i, 0].max
    end

    private

    def parsed(text)
      text.nil? || text.empty? ? nil : JSON.parse(text)
    end
  end

  module_function

  # What the caller gets, and its content type: what can be read goes as it is, anything else as JSON.
  def encode(result)
    return [result.read, "application/unknown"] if result.respond_to?(:read)

    [JSON.generate(result), "application/json"]
  end

  # An error in the shape that Lambda's Ruby runtime gives it, without the frames of this file. `during`: `Function` or `Init`.
  def describe(problem, during)
    type = problem.is_a?(Problem) ? problem.type : "#{during}<#{problem.class}>"
    trace = (problem.backtrace || []).reject { |line| line.start_with?(__FILE__) || line.start_with?("<internal:") }
    { "errorMessage" => problem.message.scrub("?"), "errorType" => type, "stackTrace" => trace }
  end

  # One line of the log, whatever it holds.
  def log_error(title, error)
    $stdout.puts "#{title} #{JSON.generate(error)}"
  end

  def run(handler_name)
    $stdout.sync = $stderr.sync = true
    api = RuntimeApi.new(ENV.fetch("AWS_LAMBDA_RUNTIME_API"))
    begin
      handler = Handler.new(ENV.fetch("LAMBDA_TASK_ROOT"), handler_name)
    rescue Exception => e # rubocop:disable Lint/RescueException -- a file that does not load raises no StandardError
      error = describe(e, "Init")
      log_error("Init error when loading handler #{handler_name}", error)
      api.init_error(error)
      exit 1
    end
    loop { answer_one(api, handler) }
  end

  def answer_one(api, handler)
    invocation = api.next
    request_id = invocation["Lambda-Runtime-Aws-Request-Id"]
    ENV["_X_AMZN_TRACE_ID"] = invocation["Lambda-Runtime-Trace-Id"]
    begin
      result = handler.call(JSON.parse(invocation.body.force_encoding("UTF-8")), Context.new(invocation))
      body, content_type = encode(result)
    rescue StandardError, ScriptError, NoMemoryError, SystemStackError => e
      error = describe(e, "Function")
      log_error("Error raised from handler method", error)
      return api.error(request_id, error)
    end
    api.response(request_id, body, content_type)
  end
end

Playground.run(ARGV.fetch(0))
